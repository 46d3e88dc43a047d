package dev.patrol.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.patrol.yaml.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTest {
    private static final KeyPath COMMAND = KeyPath.ofParameter("archive_command");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PGPASSWORD=geheim pg_receivewal",
                "psql host=a password = geheim",
                "s3cmd --secret_key=geheim put %p",
                "s3cmd --secret-key geheim --access-key geheim put %p",
                "pgbackrest --repo1-cipher-pass=geheim archive-push %p",
                "pgbackrest --repo1-s3-key=geheim archive-push %p",
                "curl -u user:geheim -T %p https://store/",
                "curl --user=user:geheim -T %p https://store/",
                "curl -H 'Authorization: Bearer geheim' -T %p https://store/",
                "sshpass -p geheim scp %p store:",
                "azcopy cp %p 'https://store/wal?sv=1&sig=geheim'",
                "az --connection-string 'AccountName=a;AccountKey=geheim' %p",
                "wget https://user:geheim@store/%f"
            })
    void aCommandWithASecretIsNotShown(String command) {
        assertEquals(new Secret(command), Secrets.NONE.guard(COMMAND, command));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cp %p /archive/%f",
                "pgbackrest --stanza=orders archive-push %p",
                "test ! -f /archive/%f && cp %p /archive/%f",
                "rsync -a %p store:/wal/%f",
                "wal-g wal-push %p",
                "scram-sha-256"
            })
    void aCommandWithoutOneIs(String command) {
        assertEquals(command, Secrets.NONE.guard(COMMAND, command));
    }
}
