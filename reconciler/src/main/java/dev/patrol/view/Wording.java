package dev.patrol.view;

import dev.patrol.problem.Printable;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Reason;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes sentences of reasons. They stand in {@code words.properties}, one for each cause: <code>{fact}</code> is
 * replaced, each item of a list in the quotes that stand around it, and what stands in <code>[ ]</code> is left out where
 * its fact is missing.
 */
public final class Wording {
    private static final int KILO = 1024;
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");
    private static final Properties SENTENCES = load();
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*\\{(\\w+)}[^\\[\\]]*)]");
    static final Pattern FACT = Pattern.compile("('?)\\{(\\w+)(:size)?}\\1");

    private Wording() {}

    /** One line. A cause that no sentence is for, of a newer version's status file, is named as it is. */
    public static String of(Reason reason) {
        String sentence = SENTENCES.getProperty(reason.cause());
        if (sentence == null) {
            return Printable.line(reason.toString());
        }
        String chosen = OPTIONAL.matcher(sentence)
                .replaceAll(part ->
                        Matcher.quoteReplacement(reason.facts().containsKey(part.group(2)) ? part.group(1) : ""));
        return FACT.matcher(chosen)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group(3) == null
                                ? text(reason.facts().get(part.group(2)), part.group(1))
                                : size(reason.facts().get(part.group(2)))));
    }

    // Bytes, as PostgreSQL counts them: 1 kB is 1024 B.
    private static String size(@Nullable Object bytes) {
        double amount = bytes instanceof Number number ? number.doubleValue() : 0;
        int unit = 0;
        while (amount >= KILO && unit < UNITS.size() - 1) {
            amount /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", amount).replace(".0", "") + " " + UNITS.get(unit);
    }

    /** {@code path:line:column: message}, as compilers print it, so that editors find the place. */
    public static String of(Problem problem) {
        return problem.location() + ": " + (problem.isError() ? "" : "warning: ") + of(problem.what());
    }

    public static List<String> of(Collection<Reason> reasons) {
        return reasons.stream().map(Wording::of).toList();
    }

    static Optional<String> sentence(String cause) {
        return Optional.ofNullable(SENTENCES.getProperty(cause));
    }

    static Collection<String> causes() {
        return SENTENCES.stringPropertyNames();
    }

    private static String text(@Nullable Object fact, String quote) {
        if (fact instanceof List<?> items) {
            String separator = items.stream().anyMatch(Reason.class::isInstance) ? "; " : ", ";
            return items.stream().map(item -> text(item, quote)).collect(Collectors.joining(separator));
        }
        return fact instanceof Reason reason ? of(reason) : quote + Printable.line(String.valueOf(fact)) + quote;
    }

    private static Properties load() {
        Properties sentences = new Properties();
        try (Reader text =
                new InputStreamReader(Wording.class.getResourceAsStream("words.properties"), StandardCharsets.UTF_8)) {
            sentences.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sentences;
    }
}
