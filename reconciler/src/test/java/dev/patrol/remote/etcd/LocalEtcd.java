package dev.patrol.remote.etcd;

import dev.patrol.address.HostPort;
import dev.patrol.lab.LocalServer;
import dev.patrol.remote.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A real etcd of one member on loopback ports, with {@code etcdctl} to fill it. */
final class LocalEtcd implements AutoCloseable {
    private final HostPort client;
    private final Optional<TestCertificate> certificate;
    private final LocalServer server;

    private LocalEtcd(HostPort client, Optional<TestCertificate> certificate, LocalServer server) {
        this.client = client;
        this.certificate = certificate;
        this.server = server;
    }

    static LocalEtcd start(Path folder, Optional<TestCertificate> certificate) throws IOException {
        HostPort client = LocalServer.nobody();
        String scheme = certificate.isPresent() ? "https://" : "http://";
        String peer = "http://" + LocalServer.nobody();
        List<String> command = new ArrayList<>(List.of(
                "etcd",
                "--data-dir",
                folder.resolve("data").toString(),
                "--listen-client-urls",
                scheme + client,
                "--advertise-client-urls",
                scheme + client,
                "--listen-peer-urls",
                peer,
                "--initial-advertise-peer-urls",
                peer,
                "--initial-cluster",
                "default=" + peer));
        certificate.ifPresent(it -> command.addAll(List.of(
                "--cert-file",
                it.certificateFile().toString(),
                "--key-file",
                it.keyFile().toString(),
                "--client-cert-auth",
                "--trusted-ca-file",
                it.certificateFile().toString())));
        return new LocalEtcd(
                client, certificate, LocalServer.start(command, "ready to serve client requests", "etcd-server"));
    }

    HostPort client() {
        return client;
    }

    /** Runs etcdctl and returns the first line that it prints. */
    String control(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("etcdctl", "--endpoints"));
        command.add((certificate.isPresent() ? "https://" : "http://") + client);
        certificate.ifPresent(it -> command.addAll(List.of(
                "--cacert",
                it.certificateFile().toString(),
                "--cert",
                it.certificateFile().toString(),
                "--key",
                it.keyFile().toString())));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        Process etcdctl = builder.start();
        String said = new String(etcdctl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (exitStatus(etcdctl) != 0) {
            throw new IOException(command + ": " + said);
        }
        return said.lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        server.close();
    }

    private static int exitStatus(Process ended) throws IOException {
        try {
            return ended.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
