package crucible.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom, who owns which library, and what the core may never ask the machine. */
class ArchitectureTest {
    private static final JavaClasses CRUCIBLE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("crucible");

    private static final String[] CORE = {
        "crucible.model..", "crucible.fill..", "crucible.runtime..", "crucible.watchtower..", "crucible.factory.."
    };

    /** A module's root package, the other modules it may know, and the libraries it may use beside the JDK. */
    private record Module(String root, List<String> ours, List<String> libraries) {
        String[] allowed() {
            return Stream.of(
                            Stream.of("java..", "javax..", inside(root)),
                            ours.stream().map(Module::inside),
                            libraries.stream())
                    .flatMap(packages -> packages)
                    .toArray(String[]::new);
        }

        static String inside(String root) {
            return "crucible." + root + "..";
        }

        @Override
        public String toString() {
            return root;
        }
    }

    private static final String DISRUPTOR = "com.lmax.disruptor..";
    private static final String HIPPARCHUS = "org.hipparchus..";
    private static final String JACKSON = "tools.jackson..";
    private static final String JACKSON_ANNOTATIONS = "com.fasterxml.jackson.annotation..";
    private static final String JSON_SCHEMA = "com.networknt.schema..";
    private static final String NETTY = "io.netty..";
    private static final String SLF4J = "org.slf4j..";

    static List<Module> modules() {
        return List.of(
                new Module("model", List.of(), List.of()),
                new Module("testkit", List.of("model"), List.of("org.junit..", "org.assertj..")),
                new Module(
                        "exchange",
                        List.of("model"),
                        List.of(
                                SLF4J,
                                JACKSON,
                                JACKSON_ANNOTATIONS,
                                NETTY,
                                "okhttp3..",
                                "okio..",
                                "kotlin..",
                                "de.siegmar.fastcsv..")),
                new Module("fill", List.of("model"), List.of(HIPPARCHUS)),
                new Module(
                        "runtime",
                        List.of("model"),
                        List.of(SLF4J, JACKSON, JACKSON_ANNOTATIONS, JSON_SCHEMA, DISRUPTOR)),
                new Module("watchtower", List.of("model"), List.of(SLF4J)),
                new Module(
                        "factory",
                        List.of("model", "fill", "runtime", "watchtower"),
                        List.of(
                                SLF4J,
                                HIPPARCHUS,
                                "io.jenetics..",
                                "com.microsoft.ml.lightgbm..",
                                "io.github.metarank..")),
                new Module(
                        "research",
                        List.of("model", "fill", "runtime", "watchtower", "factory"),
                        List.of(SLF4J, HIPPARCHUS, "org.duckdb..", "org.tribuo..", "org.ojalgo..")),
                new Module(
                        "server",
                        List.of("model", "exchange", "fill", "runtime", "watchtower", "factory", "research"),
                        List.of(
                                SLF4J,
                                JACKSON,
                                JACKSON_ANNOTATIONS,
                                JSON_SCHEMA,
                                NETTY,
                                DISRUPTOR,
                                "ch.qos.logback..",
                                "com.sun.jna..",
                                "com.sun.management..",
                                "io.micrometer..",
                                "io.prometheus..",
                                "net.openhft..",
                                "org.HdrHistogram..",
                                "picocli..")));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleKnowsOnlyTheFloorsBelowAndItsOwnLibraries(Module module) {
        classes()
                .that(resideInAPackage(Module.inside(module.root())))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(module.allowed()))
                .allowEmptyShould(true)
                .check(CRUCIBLE);
    }

    @Test
    void everyClassBelongsToAModule() {
        classes()
                .should()
                .resideInAnyPackage(modules().stream()
                        .map(module -> Module.inside(module.root()))
                        .toArray(String[]::new))
                .check(CRUCIBLE);
    }

    @Test
    void theCoreReadsNoClock() {
        coreNeverUses(
                "a clock",
                method(System.class, "currentTimeMillis", "nanoTime")
                        .or(method(Instant.class, "now"))
                        .or(method(LocalDate.class, "now"))
                        .or(method(LocalTime.class, "now"))
                        .or(method(LocalDateTime.class, "now"))
                        .or(method(OffsetDateTime.class, "now"))
                        .or(method(ZonedDateTime.class, "now"))
                        .or(method(Clock.class, "systemUTC", "systemDefaultZone", "system", "tickMillis"))
                        .or(method(ZoneId.class, "systemDefault"))
                        .or(constructorWithoutArguments(Date.class)));
    }

    @Test
    void theCoreDrawsNoUnseededLuck() {
        coreNeverUses(
                "unseeded randomness",
                constructorWithoutArguments(Random.class)
                        .or(constructorWithoutArguments(SplittableRandom.class))
                        .or(method(SecureRandom.class, "<init>", "getInstance", "getInstanceStrong"))
                        .or(method(Math.class, "random"))
                        .or(method(StrictMath.class, "random"))
                        .or(method(ThreadLocalRandom.class, "current"))
                        .or(method(UUID.class, "randomUUID"))
                        .or(describe(
                                "Collections.shuffle without a source",
                                access -> isMethod(access, Collections.class, Set.of("shuffle"))
                                        && parameterCount(access) == 1))
                        .or(method(System.class, "identityHashCode")));
    }

    @Test
    void theCoreAsksTheMachineNothing() {
        coreNeverUses(
                "properties or the environment",
                method(System.class, "getProperty", "getProperties", "getenv")
                        .or(method(Integer.class, "getInteger"))
                        .or(method(Long.class, "getLong"))
                        .or(method(Boolean.class, "getBoolean")));
    }

    @Test
    void theCoreNeitherSleepsNorForks() {
        coreNeverUses(
                "sleeping or parallel streams",
                method(Thread.class, "sleep")
                        .or(method(TimeUnit.class, "sleep"))
                        .or(method(Collection.class, "parallelStream"))
                        .or(method(BaseStream.class, "parallel"))
                        .or(method(Arrays.class, "parallelSort", "parallelPrefix", "parallelSetAll")));
    }

    /** The last bit of these differs from one JVM to the next; square root and the four operations are exact anywhere. */
    @Test
    void theCoreComputesTheSameOnEveryMachine() {
        coreNeverUses(
                "Math where StrictMath is needed",
                method(
                        Math.class,
                        "exp",
                        "expm1",
                        "log",
                        "log10",
                        "log1p",
                        "pow",
                        "cbrt",
                        "hypot",
                        "sin",
                        "cos",
                        "tan",
                        "asin",
                        "acos",
                        "atan",
                        "atan2",
                        "sinh",
                        "cosh",
                        "tanh"));
    }

    @Test
    void onlyTheServerPrints() {
        noClasses()
                .that(resideInAPackage("crucible..").and(DescribedPredicate.not(resideInAPackage("crucible.server.."))))
                .should()
                .accessTargetWhere(field(System.class, "out", "err").or(method(Throwable.class, "printStackTrace")))
                .allowEmptyShould(true)
                .check(CRUCIBLE);
    }

    @Test
    void nothingUsesJavaSerialization() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .allowEmptyShould(true)
                .check(CRUCIBLE);
        noClasses()
                .that(describe(
                        "declare it themselves",
                        type -> type.getRawInterfaces().stream()
                                .anyMatch(declared -> declared.isEquivalentTo(Serializable.class))))
                .should()
                .implement(Serializable.class)
                .allowEmptyShould(true)
                .check(CRUCIBLE);
    }

    @Test
    void aClassIsNamedForWhatItIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Base|Context)")
                .allowEmptyShould(true)
                .check(CRUCIBLE);
    }

    private static void coreNeverUses(String what, DescribedPredicate<? super JavaAccess<?>> access) {
        noClasses()
                .that(resideInAnyPackage(CORE))
                .should()
                .accessTargetWhere(access)
                .as("the core never uses " + what)
                .allowEmptyShould(true)
                .check(CRUCIBLE);
    }

    private static DescribedPredicate<JavaAccess<?>> method(Class<?> owner, String... names) {
        Set<String> wanted = Set.of(names);
        return describe(owner.getSimpleName() + "." + wanted, access -> isMethod(access, owner, wanted));
    }

    private static DescribedPredicate<JavaAccess<?>> field(Class<?> owner, String... names) {
        return method(owner, names);
    }

    private static DescribedPredicate<JavaAccess<?>> constructorWithoutArguments(Class<?> owner) {
        return describe(
                "new " + owner.getSimpleName() + "()",
                access -> isMethod(access, owner, Set.of("<init>")) && parameterCount(access) == 0);
    }

    private static boolean isMethod(JavaAccess<?> access, Class<?> owner, Set<String> names) {
        JavaClass target = access.getTargetOwner();
        return names.contains(access.getTarget().getName()) && target.isAssignableTo(owner);
    }

    private static int parameterCount(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().size()
                : -1;
    }
}
