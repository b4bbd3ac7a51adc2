package crucible.server.config;

import crucible.model.Require;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The face: where it listens and whom it answers.
 *
 * @param bind address to listen on, an IP address or {@code localhost}; beyond this machine only with {@code tls} or
 *     {@code behindProxy}
 * @param port TCP port in [0, 65535]; 0 takes a free one
 * @param hosts names besides this machine's own that requests may be addressed to, without port
 * @param behindProxy a proxy that ends TLS passes requests on; then no request counts as local
 * @param tls certificate and key
 * @param tokensFile file of token hashes; absent = {@code tokens} in the data directory
 * @param metricsAgents agents that have series of their own in the metrics (the leaders and the newest), in [0, 100000]
 */
public record AdminSettings(
        String bind,
        int port,
        List<String> hosts,
        boolean behindProxy,
        Optional<Tls> tls,
        Optional<Path> tokensFile,
        int metricsAgents) {
    public AdminSettings {
        Require.text("bind", bind);
        Require.between("port", port, 0, 65_535);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        for (String host : hosts) {
            Require.that(host.matches("[a-z0-9.-]+"), "hosts are names without port", host);
        }
        Require.present("tls", tls);
        Require.present("tokensFile", tokensFile);
        Require.between("metricsAgents", metricsAgents, 0, 100_000);
        Require.that(
                bind.equals("localhost") || bind.matches("[0-9.]+|[0-9a-fA-F:.]+"),
                "bind is an IP address or localhost",
                bind);
        Require.that(
                address(bind).isLoopbackAddress() || tls.isPresent() || behindProxy,
                "bind is a loopback address unless admin.tls or admin.behindProxy is set",
                bind);
    }

    /**
     * Certificate and key in PEM.
     *
     * @param certificate certificate chain
     * @param key private key, PKCS #8, not encrypted
     */
    public record Tls(Path certificate, Path key) {
        public Tls {
            Require.present("certificate", certificate);
            Require.present("key", key);
        }
    }

    /** Loopback, port 8080. */
    public static AdminSettings defaults() {
        return new AdminSettings("127.0.0.1", 8080, List.of(), false, Optional.empty(), Optional.empty(), 1000);
    }

    /** The same on another port. */
    public AdminSettings withPort(int other) {
        return new AdminSettings(bind, other, hosts, behindProxy, tls, tokensFile, metricsAgents);
    }

    /** The address to listen on. */
    public InetAddress address() {
        return address(bind);
    }

    private static InetAddress address(String bind) {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("required: bind is an IP address or localhost, but was " + bind, e);
        }
    }
}
