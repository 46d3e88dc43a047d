package dev.patrol.ansible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryProblemsTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n[1-3]         | 2:1: 'n[1-3]' is no host or range of hosts: a range is [first:last] or [first:last:step]",
                "n[3:           | 2:1: 'n[3:' is no host or range of hosts: its '[' is not closed; write ranges as [1:3]",
                "n[c:a]         | 2:1: 'n[c:a]' is no host or range of hosts: a range begins with its lower end",
                "n[01:100]      | 2:1: 'n[01:100]' is no host or range of hosts: both ends of a range with leading zeros have the same length",
                "n[1:9:0]       | 2:1: 'n[1:9:0]' is no host or range of hosts: the step of a range is at least 1",
                "n[1:99999999]  | 2:1: 'n[1:99999999]' is no host or range of hosts: it stands for more than 10000 hosts",
                "n1 a = b       | 2:4: what follows a host is name=value; remove the blanks around '=', or quote the value",
                "n1 a='b        | 2:1: this line cannot be taken apart: a quote is never closed; add the closing quote",
                "[pg edge]      | 2:1: this is no section; write [group], [group:vars] or [group:children], without blanks",
                "[g:hsots]      | 2:1: 'hsots' is no kind of section; write 'vars' or 'children', or nothing",
                "[other:vars]   | 2:1: no section [other] stands in this file; add it, or remove this",
            })
    void aLineThatAnsibleWouldNotTakeIsAnError(String line, String message) throws IOException {
        read("hosts", "[g]\n" + line + "\n");

        assertTrue(messages().contains("hosts:" + message), messages().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[a]               | 1:1: an inventory in YAML must be a map of groups; end each group's name with ':'",
                "g: {hosts: [n1]}  | 1:12: 'hosts' must be a map; end each name below it with ':'",
                "g: {hosts: {n1: x}} | 1:17: the variables of host 'n1' must be a map of name: value",
                "g: {vars: {ansible_group_priority: x}} | 1:36: ansible_group_priority must be a whole number",
                "g: {children: {h: {children: {g: }}}} | 1:16: group 'h' cannot be below 'g', which is below it; end the loop",
                "g: {zone: {a: 1}} | 1:5: warning: Ansible skips 'zone' in group 'g', where it knows hosts, vars and children; move a variable below 'vars'",
                "g: [n1]           | 1:1: warning: 'g' is no group, since its value is no map; Ansible skips it, and so does Patrol",
                "plugin: aws_ec2   | 1:1: this configures an inventory plugin, which only Ansible can run; let 'ansible-inventory -i INVENTORY --list --yaml --export' write what it finds to a file, and import that",
            })
    void yamlThatIsNoInventoryIsSaid(String text, String message) throws IOException {
        read("hosts.yml", text + "\n");

        assertTrue(
                messages().stream().anyMatch(found -> found.equals("hosts.yml:" + message)),
                messages().toString());
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        InventoryReader.read(folder.resolve("missing"), problems);
        read("script", "#!/bin/sh\n");
        read("sealed", "$ANSIBLE_VAULT;1.1;AES256\n");
        read("latin.yml", "ok: {}\n");
        Files.write(folder.resolve("latin.yml"), new byte[] {'a', ':', (byte) 0xe4});
        InventoryReader.read(folder.resolve("latin.yml"), problems);
        InventoryReader.read(Files.createDirectory(folder.resolve("empty")), problems);

        assertEquals(
                List.of(
                        "empty: no inventory file is in this folder; name one",
                        "latin.yml: cannot be read: it is not UTF-8; convert it",
                        "missing: cannot be read: no such file; check the path",
                        "script: is a program, and Patrol runs none; " + InventoryReader.LISTED,
                        "sealed: is encrypted with ansible-vault; import what 'ansible-vault view' shows of it"),
                messages());
    }

    @Test
    void anAnswerThatOnlyAnsibleKnowsSaysWhereAndWhy() throws IOException {
        Inventory inventory = read("hosts.yml", """
                all:
                  vars:
                    sealed: !vault abc
                    from_sealed: "{{ sealed }}"
                    a: "{{ b }}"
                    b: "x{{ a }}"
                    list: [1, "{{ nobody }}"]
                    in_text: "{{ list2 }}!"
                    list2: [1]
                    open: "{{ a"
                    call: "{{ lookup('file', 'x') }}"
                    fact: "{{ ansible_hostname }}"
                    env: "{{ lookup('env', 'X') }}"
                  hosts: {n1: }
                """);

        HostVariables host = inventory.variables("n1");
        assertEquals("hosts.yml:3:13 'sealed' is encrypted with ansible-vault", unknown(host, "from_sealed"));
        assertEquals("hosts.yml:5:8 'a', 'b' are made of each other", unknown(host, "a"));
        assertEquals("hosts.yml:7:15 'nobody' is not set, or not for all hosts", unknown(host, "list"));
        assertEquals("hosts.yml:8:14 it puts a list or a map into a text", unknown(host, "in_text"));
        assertEquals("hosts.yml:10:11 its Jinja is not closed", unknown(host, "open"));
        assertEquals("hosts.yml:11:11 it looks something up where Ansible runs", unknown(host, "call"));
        assertEquals("hosts.yml:12:11 'ansible_hostname' is known only while Ansible runs", unknown(host, "fact"));
        assertEquals(
                Optional.of("X"),
                assertInstanceOf(Answer.Unknown.class, host.find("env").orElseThrow())
                        .environment());
        assertEquals(Optional.empty(), host.find("absent"));
    }

    @Test
    void noInventoryExhaustsTheReader() throws IOException {
        StringBuilder text =
                new StringBuilder("all:\n  hosts: {" + "n".repeat(1_000) + ": , n1: }\n  vars:\n    v0: x\n");
        for (int i = 1; i < 5_000; i++) {
            text.append("    v").append(i).append(": \"{{ v").append(i - 1).append(" }}\"\n");
        }
        for (int i = 0; i < 60; i++) {
            String below = String.valueOf(i + 1);
            text.append("a" + i + ": {children: {a" + below + ": , b" + below + ": }}\n");
            text.append("b" + i + ": {children: {a" + below + ": , b" + below + ": }}\n");
        }
        text.append("a60: {hosts: {n1: }}\n");

        Inventory inventory = read("hosts.yml", text.toString());

        assertEquals(List.of(), messages());
        assertEquals(List.of("n1"), inventory.hosts("a0"));
        HostVariables host = inventory.variables("n1");
        assertInstanceOf(Answer.Known.class, host.find("v50").orElseThrow());
        assertTrue(unknown(host, "v4999").endsWith(" it is made of too many others"));
    }

    @Test
    void groupsMayNestDeeperThanAStackReaches() throws IOException {
        StringBuilder text = new StringBuilder("[g0]\nn1\n");
        for (int i = 1; i <= 3_000; i++) {
            text.append("[g" + i + ":children]\ng" + (i - 1) + "\n");
        }

        Inventory inventory = read("hosts", text + "[g0:vars]\nv=bottom\n[g3000:vars]\nv=top\n");

        assertEquals(List.of(), messages());
        assertEquals(List.of("n1"), inventory.hosts("g3000"));
        assertEquals(
                Optional.of("bottom"),
                inventory
                        .variables("n1")
                        .find("v")
                        .map(answer -> ((Answer.Known) answer).value().plain()));
    }

    @Test
    void groupAllIsBelowNoOther() throws IOException {
        Inventory inventory = read("hosts.yml", "g: {hosts: {n1: }, children: {all: }}\n");

        assertEquals(
                List.of("hosts.yml:1:31: group 'all' cannot be below 'g', which is below it; end the loop"),
                messages());
        assertEquals(List.of("n1"), inventory.hosts("all"));
    }

    @Test
    void variablesThatNameTheNextOneTwiceEndQuickly() throws IOException {
        StringBuilder text = new StringBuilder("all:\n  hosts: {n1: }\n  vars:\n    a60: x\n    l60: x\n");
        for (int i = 0; i < 60; i++) {
            text.append(String.format("    a%d: \"{{ a%d }}{{ a%d }}\"\n", i, i + 1, i + 1));
            text.append(String.format("    l%d: [\"{{ l%d }}\", \"{{ l%d }}\"]\n", i, i + 1, i + 1));
        }

        HostVariables host = read("hosts.yml", text.toString()).variables("n1");

        assertTimeout(Duration.ofSeconds(20), () -> {
            assertTrue(unknown(host, "a0").endsWith(" it is made of too many others"));
            assertTrue(unknown(host, "l0").endsWith(" it is made of too many others"));
        });
        assertInstanceOf(Answer.Known.class, host.find("a50").orElseThrow());
        assertInstanceOf(Answer.Known.class, host.find("l50").orElseThrow());
    }

    @Test
    @Timeout(20)
    void whatIsNoRegularFileIsNotRead() throws IOException, InterruptedException {
        InventoryReader.read(Path.of("/dev/zero"), problems);
        int made = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                .start()
                .waitFor();
        InventoryReader.read(folder.resolve("pipe"), problems);
        read("large", "#".repeat(1024 * 1024 + 1));
        read("full", "#".repeat(1024 * 1024));

        assertEquals(0, made);
        assertEquals(
                List.of(
                        "/dev/zero: is no regular file; copy it to one, and import that",
                        "large: is larger than 1 MiB, so it is hardly an inventory; split it",
                        "pipe: is no regular file; copy it to one, and import that"),
                messages());
    }

    private String unknown(HostVariables host, String name) {
        Answer.Unknown unknown =
                assertInstanceOf(Answer.Unknown.class, host.find(name).orElseThrow());
        return (unknown.place() + " " + unknown.reason()).replace(folder + "/", "");
    }

    private Inventory read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return InventoryReader.read(file, problems);
    }

    private List<String> messages() {
        return problems.all().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }
}
