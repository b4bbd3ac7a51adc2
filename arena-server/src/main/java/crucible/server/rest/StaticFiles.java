package crucible.server.rest;

import crucible.server.rest.Route.Call;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The page, the contract and the libraries that they use, from the class path. Small and immutable, so kept in memory. */
final class StaticFiles {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));
    private static final List<String> LIBRARIES = List.of("echarts", "swagger-ui");
    private static final String HERE = "crucible/server/rest/";

    private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

    List<Route> routes() {
        return List.of(
                get("/", call -> file("web/index.html")),
                get("/openapi.yaml", call -> file(HERE + "openapi.yaml")),
                get("/docs", call -> file(HERE + "docs.html")),
                get("/docs/docs.js", call -> file(HERE + "docs.js")),
                get("/webjars/{library}/{path*}", this::library),
                get("/{path*}", call -> file("web/" + call.parameters().get("path"))));
    }

    private static Route get(String path, Route.DirectEndpoint endpoint) {
        return Route.direct("GET", path, Access.PUBLIC, endpoint);
    }

    /** {@code /webjars/echarts/echarts.min.js}, with or without the version in between. */
    private Answer library(Call call) {
        final String library = call.parameters().get("library");
        if (!LIBRARIES.contains(library)) {
            throw Problem.notFound("there is no library " + library + "; there are " + String.join(", ", LIBRARIES));
        }
        final String version = version(library);
        final String path = call.parameters().get("path");
        final String rest = path.startsWith(version + "/") ? path.substring(version.length() + 1) : path;
        return file("META-INF/resources/webjars/" + library + "/" + version + "/" + rest);
    }

    private static String version(String library) {
        final String name = "META-INF/maven/org.webjars/" + library + "/pom.properties";
        try (InputStream in = loader().getResourceAsStream(name)) {
            final Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("library " + library + " is not on the class path", e);
        }
    }

    private Answer file(String resource) {
        final String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null || !resource.matches("[A-Za-z0-9._/-]+") || resource.contains("..")) {
            throw Problem.notFound("there is no such file");
        }
        final byte[] bytes = kept.containsKey(resource)
                ? kept.get(resource)
                : read(resource).orElseThrow(() -> Problem.notFound("there is no such file"));
        kept.put(resource, bytes);
        return new Reply(200, type, bytes, Map.of("Cache-Control", "no-cache"));
    }

    private static Optional<byte[]> read(String resource) {
        final URL url = loader().getResource(resource);
        if (url == null) {
            return Optional.empty();
        }
        try (InputStream in = url.openStream()) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static ClassLoader loader() {
        return StaticFiles.class.getClassLoader();
    }
}
