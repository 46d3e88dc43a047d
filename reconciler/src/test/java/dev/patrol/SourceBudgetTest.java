package dev.patrol;

import static dev.patrol.SourceBudgets.Rule.BROAD_CATCH;
import static dev.patrol.SourceBudgets.Rule.CLASS_NAME;
import static dev.patrol.SourceBudgets.Rule.CLOCK;
import static dev.patrol.SourceBudgets.Rule.FILE_LENGTH;
import static dev.patrol.SourceBudgets.Rule.METHOD_LENGTH;
import static dev.patrol.SourceBudgets.Rule.NESTING;
import static dev.patrol.SourceBudgets.Rule.PARAMETERS;
import static dev.patrol.SourceBudgets.Rule.RETURN_NULL;
import static dev.patrol.SourceBudgets.Rule.SLEEP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.SourceBudgets.Finding;
import dev.patrol.SourceBudgets.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and methods stay small and plain. A limit may be lowered, not raised; an exception is a line with its reason. */
class SourceBudgetTest {
    private record Exemption(Rule rule, String file, String reason) {
        boolean covers(Finding finding) {
            return rule == finding.rule() && file.equals(finding.file());
        }
    }

    private static final List<Exemption> EXEMPTIONS = List.of();

    private static final int P95_METHOD_LINES = 25;

    private static final List<JavaSource> MAIN = JavaSource.under(JavaSource.MAIN);
    private static final List<JavaSource> TEST = JavaSource.under(JavaSource.TEST);

    @Test
    void everyFileKeepsWithinItsBudget() {
        List<Finding> findings = allFindings()
                .filter(finding -> EXEMPTIONS.stream().noneMatch(exemption -> exemption.covers(finding)))
                .toList();

        assertEquals(List.of(), findings);
    }

    @Test
    void everyExemptionIsStillNeeded() {
        List<Finding> findings = allFindings().toList();

        assertEquals(
                List.of(),
                EXEMPTIONS.stream()
                        .filter(exemption -> findings.stream().noneMatch(exemption::covers))
                        .toList());
    }

    @Test
    void nearlyAllMethodsAreShort() {
        List<Integer> lengths = MAIN.stream()
                .flatMap(source -> SourceBudgets.ofMain(source).methodLengths().stream())
                .toList();

        int p95 = percentile(95, lengths);

        assertTrue(p95 < P95_METHOD_LINES, "95 of 100 methods have up to " + p95 + " lines, aim: under 25");
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> introduced = packages(MAIN.stream().filter(JavaSource::isPackageInfo));

        assertEquals(packages(MAIN.stream()), introduced);
    }

    @Test
    void lookedAtTheSources() {
        assertTrue(MAIN.stream().anyMatch(source -> source.file().equals("dev/patrol/problem/Problem.java")));
        assertTrue(TEST.stream().anyMatch(source -> source.file().equals("dev/patrol/SourceBudgetTest.java")));
    }

    @Test
    void findsAFileThatIsTooLong() {
        String longest = "package dev.patrol.plan;\n" + "//\n".repeat(SourceBudgets.MAIN_FILE_LINES - 1);

        assertEquals(List.of(), rules(SourceBudgets.ofMain(source("plan/Planner.java", longest))));
        assertEquals(List.of(FILE_LENGTH), rules(SourceBudgets.ofMain(source("plan/Planner.java", longest + "//\n"))));
        assertEquals(List.of(), rules(SourceBudgets.ofTest(source("plan/PlannerTest.java", longest + "//\n"))));
    }

    @Test
    void findsAMethodThatIsTooLong() {
        String head = "@Override\npublic void run() {\n";

        assertEquals(List.of(), inMain(head + "go();\n".repeat(SourceBudgets.METHOD_LINES - 3) + "}"));
        assertEquals(List.of(METHOD_LENGTH), inMain(head + "go();\n".repeat(SourceBudgets.METHOD_LINES - 2) + "}"));
    }

    @Test
    void measuresEveryMethodWithABody() {
        SourceBudgets budgets = SourceBudgets.ofMain(source("plan/Planner.java", """
                class Planner {
                    Planner() {}

                    /** Not counted. */
                    @Override
                    public void two()
                            { }

                    abstract void none();

                    Runnable inner = new Runnable() {
                        public void run() {
                        }
                    };
                }
                """));

        assertEquals(List.of(1, 3, 2), budgets.methodLengths());
    }

    @Test
    void findsTooManyParametersButNotInARecordsHeader() {
        assertEquals(List.of(), inMain("void run(int a, int b, int c, int d, int e) {}"));
        assertEquals(List.of(PARAMETERS), inMain("void run(int a, int b, int c, int d, int e, int f) {}"));
        assertEquals(List.of(PARAMETERS), inMain("Planner(int a, int b, int c, int d, int e, int f) {}"));
        assertEquals(List.of(), inMain("record R(int a, int b, int c, int d, int e, int f) { R { a = 1; } }"));
    }

    @Test
    void findsTheFourthLevel() {
        String three = "void run() { for (;;) { try { if (a) { %s } } finally { } } }";

        assertEquals(List.of(), inMain(three.formatted("go();")));
        assertEquals(List.of(NESTING), inMain(three.formatted("while (b) { go(); }")));
        assertEquals(List.of(NESTING), inMain(three.formatted("list.forEach(x -> { go(); });")));
        assertEquals(List.of(NESTING), inMain(three.formatted("int x = switch (y) { default -> 1; };")));
        assertEquals(List.of(), inMain(three.formatted("list.forEach(x -> go());")));
        assertEquals(List.of(), inMain(three.formatted("new Object() { void other() { if (a) { go(); } } };")));
    }

    @Test
    void countsElseIfAsOneLevel() {
        assertEquals(
                List.of(),
                inMain("void run() { if (a) { } else if (b) { } else if (c) { } else if (d) { } else { go(); } }"));
        assertEquals(
                List.of(NESTING),
                inMain("void run() { if (a) { } else if (b) { if (c) { if (d) { if (e) { go(); } } } } }"));
    }

    @Test
    void findsAReturnedNull() {
        assertEquals(List.of(RETURN_NULL), inMain("Object run() { return null; }"));
        assertEquals(List.of(RETURN_NULL), inMain("Object run() { return a ? b : (null); }"));
        assertEquals(List.of(), inMain("Object run() { return isThere(null); }"));
        assertEquals(List.of(), inMain("void run() { return; }"));
    }

    @Test
    void findsASleepInATest() {
        assertEquals(List.of(SLEEP), inTest("void run() { Thread.sleep(1); }"));
        assertEquals(List.of(SLEEP), inTest("void run() { java.util.concurrent.TimeUnit.SECONDS.sleep(1); }"));
        assertEquals(List.of(), inTest("void run() { sleeper.sleep(1); }"));
        assertEquals(List.of(), inMain("void run() { Thread.sleep(1); }"));
    }

    @Test
    void findsACatchOfEverything() {
        String broad = "package dev.patrol.%s;\nclass Loop { void run() { try { go(); } catch (%s e) { } } }";

        assertEquals(List.of(BROAD_CATCH), inLoop(broad.formatted("plan", "Exception")));
        assertEquals(List.of(BROAD_CATCH), inLoop(broad.formatted("plan", "Error | Throwable")));
        assertEquals(List.of(), inLoop(broad.formatted("plan", "java.io.IOException")));
        assertEquals(List.of(), inLoop(broad.formatted("daemon", "Exception")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Instant.now()",
                "java.time.LocalDate.now(zone)",
                "(Supplier<Instant>) Instant::now",
                "Clock.systemUTC()",
                "Clock.systemDefaultZone().instant()",
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "new Date()"
            })
    void findsAClockThatIsReadWhereTimeComesIn(String reading) {
        String text = "package dev.patrol.%s;\nclass Window { Object time() { return " + reading + "; } }";

        assertEquals(List.of(CLOCK), inLoop(text.formatted("language")));
        assertEquals(List.of(), inLoop(text.formatted("daemon")));
        assertEquals(List.of(), inMain("Object time() { return new Date(now); }"));
    }

    @Test
    void findsAnEmptyName() {
        assertEquals(List.of(CLASS_NAME), inMain("static class YamlUtils {}"));
        assertEquals(List.of(CLASS_NAME), inMain("record NodeInfo(int a) {}"));
        assertEquals(List.of(CLASS_NAME), inMain("interface AbstractNode {}"));
        assertEquals(List.of(), inMain("static class Database {}"));
        assertEquals(List.of(), inMain("static class Implication {}"));
    }

    @Test
    void takesThePercentileFromTheOrderedValues() {
        assertEquals(
                95, percentile(95, Stream.iterate(100, n -> n - 1).limit(100).toList()));
        assertEquals(7, percentile(95, List.of(7)));
    }

    private static Stream<Finding> allFindings() {
        return Stream.concat(
                MAIN.stream().flatMap(source -> SourceBudgets.ofMain(source).findings().stream()),
                TEST.stream().flatMap(source -> SourceBudgets.ofTest(source).findings().stream()));
    }

    private static Set<String> packages(Stream<JavaSource> sources) {
        return sources.map(JavaSource::packageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static int percentile(int percent, List<Integer> values) {
        int rank = (int) Math.ceil(values.size() * percent / 100.0);
        return values.stream().sorted().toList().get(rank - 1);
    }

    private static List<Rule> inMain(String member) {
        return rules(SourceBudgets.ofMain(source("plan/Planner.java", planner(member))));
    }

    private static List<Rule> inTest(String member) {
        return rules(SourceBudgets.ofTest(source("plan/PlannerTest.java", planner(member))));
    }

    private static List<Rule> inLoop(String text) {
        return rules(SourceBudgets.ofMain(source("plan/Loop.java", text)));
    }

    private static String planner(String member) {
        return "package dev.patrol.plan;\nclass Planner {\n" + member + "\n}\n";
    }

    private static JavaSource source(String file, String text) {
        return JavaSource.of("dev/patrol/" + file, text);
    }

    private static List<Rule> rules(SourceBudgets budgets) {
        return budgets.findings().stream().map(Finding::rule).toList();
    }
}
