package crucible.server.arena;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import crucible.factory.BlueprintFactory;
import crucible.fill.LaneDesk;
import crucible.model.StateHolder;
import crucible.model.StateSink;
import crucible.runtime.ring.ArenaCore;
import crucible.watchtower.Watchtower;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Nobody's state is forgotten by snapshots and digests: every class of the core that an arena's stages can reach and that
 * can change is a state holder, and shows each of its fields that can change; what is left out is listed with a reason.
 */
class StateHoldersTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "crucible.model", "crucible.fill", "crucible.runtime", "crucible.watchtower", "crucible.factory");

    /** Where an arena's state begins. */
    private static final List<Class<?>> STAGES =
            List.of(ArenaCore.class, LaneDesk.class, Watchtower.class, BlueprintFactory.class);

    @Test
    void everyClassThatCanChangeIsAStateHolderOrListed() {
        final Set<String> forgotten = new TreeSet<>();
        for (JavaClass type : reachable()) {
            if (!type.isAssignableTo(StateHolder.class)
                    && type.getFields().stream().anyMatch(StateHoldersTest::canChange)) {
                forgotten.add(simpleName(type));
            }
        }
        forgotten.removeAll(StateHolders.NO_HOLDERS.keySet());
        forgotten.removeAll(StateHolders.NOT_STORED.keySet());
        assertThat(forgotten).as("neither state holders nor listed").isEmpty();
    }

    @Test
    void everyFieldThatCanChangeIsShownOrListed() {
        final Set<String> forgotten = new TreeSet<>();
        final Set<String> holders = new TreeSet<>();
        for (JavaClass type : reachable()) {
            if (type.isAssignableTo(StateHolder.class) && !type.isInterface()) {
                holders.add(simpleName(type));
                final Set<JavaField> shown = shownBy(type);
                type.getFields().stream()
                        .filter(field -> canChange(field) || holdsState(field))
                        .filter(field -> !shown.contains(field))
                        .forEach(field -> forgotten.add(simpleName(type) + "." + field.getName()));
            }
        }
        forgotten.removeAll(StateHolders.NOT_STORED.keySet());
        forgotten.removeAll(StateHolders.SHOWN_ELSEWHERE.keySet());
        forgotten.removeIf(field -> StateHolders.NOT_STORED.containsKey(field.substring(0, field.indexOf('.'))));
        assertThat(holders).contains("Account", "Agent", "BoundaryClock", "Moments", "Nursery", "SmoothedFeatures$Adx");
        assertThat(forgotten)
                .as("fields that no visit shows and no list explains")
                .isEmpty();
    }

    @Test
    void everyExceptionIsStillOne() {
        final Map<String, JavaClass> reachable = new TreeMap<>();
        reachable().forEach(type -> reachable.put(simpleName(type), type));
        final List<String> stale = new ArrayList<>();
        final Set<String> all = new TreeSet<>(StateHolders.NOT_STORED.keySet());
        all.addAll(StateHolders.NO_HOLDERS.keySet());
        all.addAll(StateHolders.SHOWN_ELSEWHERE.keySet());
        for (String name : all) {
            final int dot = name.indexOf('.');
            final JavaClass type = reachable.get(dot < 0 ? name : name.substring(0, dot));
            if (type == null
                    || dot >= 0 && type.tryGetField(name.substring(dot + 1)).isEmpty()) {
                stale.add(name);
            }
        }
        assertThat(stale)
                .as("listed, but there is no such class or field any more")
                .isEmpty();
    }

    /** Classes of fields, their type arguments, their superclasses, and whatever implements or extends them. */
    private static Set<JavaClass> reachable() {
        final Set<JavaClass> found = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
        final ArrayDeque<JavaClass> open = new ArrayDeque<>();
        STAGES.forEach(stage -> open.add(CORE.get(stage)));
        while (!open.isEmpty()) {
            final JavaClass type = open.poll();
            if (!CORE.contain(type.getName()) || type.isEnum() || !found.add(type)) {
                continue;
            }
            for (JavaField field : type.getFields()) {
                if (!field.getModifiers().contains(JavaModifier.STATIC)) {
                    field.getAllInvolvedRawTypes().forEach(involved -> open.add(element(involved)));
                }
            }
            type.getRawSuperclass().ifPresent(open::add);
            if (!StateHolders.OUTSIDE.containsKey(simpleName(type))) {
                open.addAll(type.getAllSubclasses());
            }
        }
        return found;
    }

    private static JavaClass element(JavaClass type) {
        return type.isArray() ? element(type.getComponentType()) : type;
    }

    private static boolean canChange(JavaField field) {
        final Set<JavaModifier> modifiers = field.getModifiers();
        if (modifiers.contains(JavaModifier.STATIC) || modifiers.contains(JavaModifier.SYNTHETIC)) {
            return false;
        }
        return !modifiers.contains(JavaModifier.FINAL)
                || field.getRawType().isArray()
                || field.getRawType().isAssignableTo(Collection.class)
                        && !field.getOwner().isRecord()
                || field.getRawType().isAssignableTo(Map.class);
    }

    private static boolean holdsState(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.STATIC)
                && field.getAllInvolvedRawTypes().stream()
                        .map(StateHoldersTest::element)
                        .anyMatch(type -> type.isAssignableTo(StateHolder.class));
    }

    /** Fields that the methods with a sink touch, themselves or by methods of their class that they call. */
    private static Set<JavaField> shownBy(JavaClass type) {
        final Set<JavaCodeUnit> showing =
                new TreeSet<>((a, b) -> a.getFullName().compareTo(b.getFullName()));
        final ArrayDeque<JavaCodeUnit> open = new ArrayDeque<>();
        for (JavaMethod method : type.getMethods()) {
            if (method.getRawParameterTypes().stream()
                    .anyMatch(parameter -> parameter.isEquivalentTo(StateSink.class))) {
                open.add(method);
            }
        }
        while (!open.isEmpty()) {
            final JavaCodeUnit method = open.poll();
            if (showing.add(method)) {
                method.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().equals(type))
                        .forEach(call -> call.getTarget().resolveMember().ifPresent(open::add));
            }
        }
        final Set<JavaField> fields = new TreeSet<>((a, b) -> a.getFullName().compareTo(b.getFullName()));
        showing.forEach(method -> method.getFieldAccesses().stream()
                .filter(access -> access.getTargetOwner().equals(type))
                .forEach(access -> access.getTarget().resolveMember().ifPresent(fields::add)));
        return fields;
    }

    static String simpleName(JavaClass type) {
        return type.getName().substring(type.getName().lastIndexOf('.') + 1);
    }
}
