package dev.patrol.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** A certificate that signs itself, made by the JDK's keytool, with its files in PEM. */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final KeyStore store;

    private TestCertificate(Path folder, KeyStore store) {
        this.folder = folder;
        this.store = store;
    }

    /** Names as in keytool's {@code -ext san=}: {@code dns:pg1}, {@code ip:127.0.0.1}. */
    public static TestCertificate forNames(Path folder, String names) throws IOException {
        Path file = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + names,
                        "-ext",
                        "bc:c",
                        "-validity",
                        "2",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = keytool.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException(said);
            }
            KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
            TestCertificate made = new TestCertificate(folder, store);
            made.writePem();
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    public Path certificateFile() {
        return folder.resolve("certificate.pem");
    }

    public Path keyFile() {
        return folder.resolve("key.pem");
    }

    /** The same key behind a password. */
    public Path encryptedKeyFile() throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance("PBEWithSHA1AndDESede").generateSecret(new PBEKeySpec(PASSWORD)));
            byte[] hidden = cipher.doFinal(store.getKey("test", PASSWORD).getEncoded());
            byte[] content = new EncryptedPrivateKeyInfo(cipher.getParameters(), hidden).getEncoded();
            return Files.writeString(folder.resolve("encrypted.pem"), pem("ENCRYPTED PRIVATE KEY", content));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    public SSLSocketFactory serverSockets() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private void writePem() throws GeneralSecurityException, IOException {
        Files.writeString(
                certificateFile(),
                pem("CERTIFICATE", store.getCertificate("test").getEncoded()));
        Files.writeString(
                keyFile(), pem("PRIVATE KEY", store.getKey("test", PASSWORD).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
