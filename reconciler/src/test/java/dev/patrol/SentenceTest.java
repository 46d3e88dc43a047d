package dev.patrol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.LiteralTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What decides names causes and facts; only {@code view} makes sentences, so that a page and a message need not read them. */
class SentenceTest {
    private static final Set<String> WITHOUT_SENTENCES = Set.of("apply", "hba", "plan", "reconcile", "safety");

    /** Texts that are no sentences for people, or are for the developer alone. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "Database system identifier", "a line of pg_controldata",
            "every Java has SHA-256", "an exception for a bug",
            "a pass over a cluster failed", "an exception for a bug",
            "the REST API moves; the next pass ends this pause", "a value in the DCS, for whoever looks there",
            "^etcd3?\\.hosts\\.\\d+ .* is not reachable'?$", "what Patroni prints");

    private static final Pattern WORDS = Pattern.compile("(^|\\s)[a-z]{2,}[,;:]?\\s(.*\\s)?[a-z]{2,}([\\s,;:]|$)");

    @Test
    void whatDecidesMakesNoSentence() {
        List<String> found = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (JavaSource source : JavaSource.under(JavaSource.MAIN)) {
            if (WITHOUT_SENTENCES.contains(source.packageName())) {
                sentences(source)
                        .forEach(text -> (EXCEPTIONS.containsKey(text) ? seen : found)
                                .add(EXCEPTIONS.containsKey(text) ? text : source.file() + ": " + text));
            }
        }

        assertEquals(List.of(), found);
        assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), seen, "an exception that nothing needs");
    }

    @Test
    void findsASentenceAndNoName() {
        assertEquals(List.of("is away"), sentences(planted("String text = \"is away\"; // so it is")));
        assertEquals(List.of(" has not read it"), sentences(planted("String text = 1 + \" has not read it\";")));
        assertEquals(List.of(), sentences(planted("/** So it is. */ String text = \"max_connections\" + \" b\";")));
    }

    private static JavaSource planted(String code) {
        return JavaSource.of("Planted.java", "package dev.patrol.apply;\nclass Planted { " + code + "\n}");
    }

    private static List<String> sentences(JavaSource source) {
        List<String> found = new ArrayList<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void none) {
                if (literal.getValue() instanceof String text
                        && WORDS.matcher(text).find()) {
                    found.add(text);
                }
                return super.visitLiteral(literal, none);
            }
        }.scan(source.tree(), null);
        return found;
    }
}
