package dev.patrol.keys;

import dev.patrol.address.Address;
import dev.patrol.definition.NodeName;
import dev.patrol.shape.Text;
import dev.patrol.units.Quantity;

/**
 * What texts in a definition must look like. Everything that becomes a path, a unit, an address or an argument on a node
 * is held to characters that mean nothing to a shell.
 */
public final class Forms {
    private static final String WORD = "[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?";
    private static final String PATH = "(/(?!\\.{1,2}(/|$))[A-Za-z0-9._@+=:,-]+)+";

    static final Text CLUSTER_NAME = Text.of(
            "a cluster name: lower-case letters, digits, - and _, 63 at most, with a letter or digit at both ends",
            "[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?");
    static final Text NODE_NAME = Text.of(
            "a node name: letters, digits, '.', - and _, with a letter or digit at both ends",
            NodeName.PATTERN.pattern());
    static final Text ZONE = Text.of("a zone: a whole number from 1 to 1023", "[1-9][0-9]{0,2}|10[01][0-9]|102[0-3]");
    static final Text HOST_OF_NODE = of(Address.HOST);
    static final Text DATABASE = Text.of(
            "the name of a database: letters, digits and _ . $ -, 63 at most", "[A-Za-z0-9_][A-Za-z0-9_.$-]{0,62}");
    static final Text MEMBER =
            Text.of("a member name: letters, digits, '.', - and _, with a letter or digit at both ends", WORD);
    static final Text SCOPE =
            Text.of("a scope: letters, digits, '.', - and _, with a letter or digit at both ends", WORD);
    static final Text NAMESPACE = Text.of(
            "a namespace such as /service/: words of letters, digits, '.', - and _ between slashes",
            "/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?");
    static final Text ABSOLUTE_PATH = Text.of(
            "an absolute path on the node, of letters, digits and . _ @ + = : , - only, without '.' and '..'", PATH);
    static final Text TOOL = Text.of(
            "a command: an absolute path, or a name on the PATH of letters, digits, '.', - and _",
            PATH + "|[A-Za-z0-9][A-Za-z0-9._-]*");
    static final Text UNIT =
            Text.of("a systemd unit: letters, digits and : . _ @ - only", "[A-Za-z0-9][A-Za-z0-9:._@-]*");
    static final Text ADDRESS = of(Address.HOST);
    static final Text NETWORK = of(Address.NETWORK);
    static final Text LISTEN = of(Address.LISTEN);
    static final Text LISTEN_LIST = of(Address.LISTEN_LIST);
    static final Text ETCD_HOST = of(Address.HOST_MAYBE_PORT);
    static final Text ROLE = Text.of(
            "the name of a database role: letters, digits and _ . $ -, 63 at most, not beginning with a digit",
            "[A-Za-z_][A-Za-z0-9_.$-]{0,62}");
    static final Text SYSTEM_USER = Text.of("a user of the operating system", "[A-Za-z_][A-Za-z0-9_.-]{0,31}");
    static final Text ONE_LINE = Text.ONE_LINE;
    static final Text PARAMETER = Text.of(
            "the name of a PostgreSQL parameter: letters, digits and _, with one '.' after an extension's name",
            "[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?");
    static final Text TAG = Text.of(
            "a tag: letters, digits and _ . -, and not 'patrol', which is Patrol's own",
            "(?!patrol$)[A-Za-z_][A-Za-z0-9_.-]*");
    static final Text HBA_OPTION = Text.of("an option's name: letters, digits and _", "[A-Za-z_][A-Za-z0-9_]*");
    static final Text SLOT =
            Text.of("the name of a replication slot: lower-case letters, digits and _", "[a-z0-9_]{1,63}");
    public static final Text HBA_RULE = Text.of(
            "one line of pg_hba.conf that begins with local, host, hostssl, hostnossl, hostgssenc or hostnogssenc",
            "(local|host|hostssl|hostnossl|hostgssenc|hostnogssenc)[ \\t][^\\u0000-\\u0008\\u000a-\\u001f]+");
    public static final Text HBA_FIELD =
            Text.of("a text of one line without '\"', '#' and spaces", "[^\\u0000-\\u0020\"#]+");
    static final Text KEY_PATTERN = Text.of(
            "a key by its names with one dot between two of them, * for any characters and no spaces",
            "[^.\\u0000-\\u0020]+(\\.[^.\\u0000-\\u0020]+)*");

    static final Text SIZE = new Text(Quantity.SIZE.expected(), Quantity.SIZE.pattern());
    static final Text DURATION = new Text(Quantity.TIME.expected(), Quantity.TIME.pattern());
    static final Text TIME_ZONE = Text.of(
            "the name of a time zone, such as Europe/Berlin or UTC", "[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*");

    private Forms() {}

    private static Text of(Address form) {
        return new Text(form.expected(), form.pattern());
    }
}
