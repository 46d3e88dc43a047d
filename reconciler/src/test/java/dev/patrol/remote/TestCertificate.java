package dev.patrol.remote;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate that signs itself, with its files in PEM. */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final X500Name SUBJECT = new X500Name("CN=test");
    /** Those of every certificate: they take longer to make than all the rest. */
    private static final KeyPair KEYS = keys();

    private final Path folder;
    private final X509Certificate certificate;

    private TestCertificate(Path folder, X509Certificate certificate) {
        this.folder = folder;
        this.certificate = certificate;
    }

    /** Each name with its kind: {@code dns:pg1}, {@code ip:127.0.0.1}. */
    public static TestCertificate forNames(Path folder, String... names) throws IOException {
        try {
            TestCertificate made = new TestCertificate(folder, sign(names));
            made.writePem();
            return made;
        } catch (GeneralSecurityException | OperatorException e) {
            throw new IOException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(String... names)
            throws IOException, GeneralSecurityException, OperatorException {
        Instant now = Instant.now();
        var builder = new JcaX509v3CertificateBuilder(
                SUBJECT,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now),
                Date.from(now.plus(2, ChronoUnit.DAYS)),
                SUBJECT,
                KEYS.getPublic());
        builder.addExtension(Extension.basicConstraints, false, new BasicConstraints(true));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(Stream.of(names).map(TestCertificate::name).toArray(GeneralName[]::new)));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.getPrivate())));
    }

    private static GeneralName name(String text) {
        String[] parts = text.split(":", 2);
        return new GeneralName(parts[0].equals("ip") ? GeneralName.iPAddress : GeneralName.dNSName, parts[1]);
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
            byte[] hidden = cipher.doFinal(KEYS.getPrivate().getEncoded());
            byte[] content = new EncryptedPrivateKeyInfo(cipher.getParameters(), hidden).getEncoded();
            return Files.writeString(folder.resolve("encrypted.pem"), pem("ENCRYPTED PRIVATE KEY", content));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    public SSLSocketFactory serverSockets() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null);
        store.setKeyEntry("test", KEYS.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    private void writePem() throws GeneralSecurityException, IOException {
        Files.writeString(certificateFile(), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(keyFile(), pem("PRIVATE KEY", KEYS.getPrivate().getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }
}
