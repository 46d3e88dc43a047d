package dev.patrol.remote.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes okhttp's clients when they are first needed: loading okhttp takes a fifth of a second. */
final class HttpClients {
    private final RestSettings settings;
    private Optional<OkHttpClient> plain = Optional.empty();
    private Optional<OkHttpClient> encrypted = Optional.empty();

    HttpClients(RestSettings settings) {
        this.settings = settings;
    }

    synchronized OkHttpClient http() {
        if (plain.isEmpty()) {
            plain = Optional.of(builder().build());
        }
        return plain.get();
    }

    synchronized OkHttpClient https() throws IOException {
        if (encrypted.isEmpty()) {
            encrypted = Optional.of(makeHttps());
        }
        return encrypted.get();
    }

    private OkHttpClient.Builder builder() {
        return new OkHttpClient.Builder()
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .callTimeout(settings.timeout())
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .proxy(Proxy.NO_PROXY)
                // A redirect would carry the password to an address that no definition names.
                .followRedirects(false);
    }

    private OkHttpClient makeHttps() throws IOException {
        try {
            if (settings.via() == RestSettings.Via.SSH) {
                X509TrustManager trust = new TrustAfterSsh();
                return builder()
                        .sslSocketFactory(context(trust).getSocketFactory(), trust)
                        .hostnameVerifier((host, session) -> true)
                        .build();
            }
            if (settings.caFile().isEmpty()) {
                return builder().build();
            }
            X509TrustManager trust = trustOnly(settings.caFile().get());
            return builder()
                    .sslSocketFactory(context(trust).getSocketFactory(), trust)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot set TLS up: " + e.getMessage(), e);
        }
    }

    private static SSLContext context(X509TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    private static X509TrustManager trustOnly(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(caFile)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /**
     * Accepts any certificate, because the SSH host key has already proved which machine this is, and the rest of the
     * way is that machine's loopback: nothing that a certificate could still add.
     */
    private static final class TrustAfterSsh implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
