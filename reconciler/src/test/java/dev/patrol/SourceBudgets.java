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

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Measures one Java file: its length and that of its methods, and what our code does without. */
final class SourceBudgets extends TreeScanner<Void, Void> {
    enum Rule {
        FILE_LENGTH,
        METHOD_LENGTH,
        PARAMETERS,
        NESTING,
        RETURN_NULL,
        SLEEP,
        BROAD_CATCH,
        CLASS_NAME,
        CLOCK
    }

    /** A limit that is passed, and where. */
    record Finding(Rule rule, String file, int line, String what) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + rule + ": " + what;
        }
    }

    static final int MAIN_FILE_LINES = 400;
    static final int TEST_FILE_LINES = 600;
    static final int METHOD_LINES = 60;
    static final int METHOD_PARAMETERS = 5;
    static final int LEVELS = 3;

    private static final Set<Kind> LEVEL_KINDS = Set.of(
            Kind.IF,
            Kind.FOR_LOOP,
            Kind.ENHANCED_FOR_LOOP,
            Kind.WHILE_LOOP,
            Kind.DO_WHILE_LOOP,
            Kind.SWITCH,
            Kind.SWITCH_EXPRESSION,
            Kind.TRY,
            Kind.SYNCHRONIZED);

    private static final Pattern EMPTY_NAME =
            Pattern.compile("Abstract.*|.*(Utils?|Helper|Manager|Impl|Base|Abstract|Data|Info)");
    private static final Pattern SLEEP_CALL = Pattern.compile("(.*\\.)?(Thread|TimeUnit\\.[A-Z]+)\\.sleep");

    /** Who is told what time it is: what these read, compare and plan must be the same at any time. */
    private static final Set<String> CLOCKLESS = Set.of(
            "problem",
            "address",
            "yaml",
            "parameters",
            "calendar",
            "shape",
            "definition",
            "hba",
            "keys",
            "layout",
            "presets",
            "rules",
            "language",
            "authoring",
            "render",
            "diff",
            "safety",
            "plan",
            "ansible",
            "pgedge");

    private static final Pattern CLOCK_READING = Pattern.compile("(.*\\.)?"
            + "(\\p{Upper}\\w*\\.now|Clock\\.(system|tick)\\w*|System\\.(currentTimeMillis|nanoTime)"
            + "|Calendar\\.getInstance|ZoneId\\.systemDefault|TimeZone\\.getDefault)");

    private static final Set<String> BROAD =
            Set.of("Exception", "Throwable", "java.lang.Exception", "java.lang.Throwable");

    private final JavaSource source;
    private final boolean isTest;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Integer> methodLengths = new ArrayList<>();
    private Kind classKind = Kind.CLASS;
    private int level;

    private SourceBudgets(JavaSource source, boolean isTest) {
        this.source = source;
        this.isTest = isTest;
    }

    static SourceBudgets ofMain(JavaSource source) {
        return new SourceBudgets(source, false).measured();
    }

    static SourceBudgets ofTest(JavaSource source) {
        return new SourceBudgets(source, true).measured();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The lines of every method with a body, from its first annotation to its last brace. */
    List<Integer> methodLengths() {
        return List.copyOf(methodLengths);
    }

    private SourceBudgets measured() {
        limit(FILE_LENGTH, source.tree(), "lines", source.lineCount(), isTest ? TEST_FILE_LINES : MAIN_FILE_LINES);
        scan(source.tree(), null);
        return this;
    }

    @Override
    public Void scan(Tree node, Void unused) {
        boolean opensLevel = node != null
                && (LEVEL_KINDS.contains(node.getKind())
                        || node instanceof LambdaExpressionTree lambda
                                && lambda.getBodyKind() == LambdaExpressionTree.BodyKind.STATEMENT);
        if (!opensLevel) {
            return super.scan(node, unused);
        }
        level++;
        if (level == LEVELS + 1) {
            add(NESTING, node, "more than " + LEVELS + " levels");
        }
        Void nothing = super.scan(node, unused);
        level--;
        return nothing;
    }

    @Override
    public Void visitIf(IfTree node, Void unused) {
        scan(node.getCondition(), unused);
        scan(node.getThenStatement(), unused);
        // An "else if" stands on the level of its "if".
        return node.getElseStatement() instanceof IfTree next
                ? visitIf(next, unused)
                : scan(node.getElseStatement(), unused);
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        if (EMPTY_NAME.matcher(node.getSimpleName()).matches()) {
            add(CLASS_NAME, node, "'" + node.getSimpleName() + "' does not say what it is");
        }
        Kind outerKind = classKind;
        int outerLevel = level;
        classKind = node.getKind();
        level = 0;
        Void nothing = super.visitClass(node, unused);
        classKind = outerKind;
        level = outerLevel;
        return nothing;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        String name = "'" + node.getName() + "'";
        boolean isRecordHeader = classKind == Kind.RECORD && node.getReturnType() == null;
        if (!isRecordHeader) {
            limit(
                    PARAMETERS,
                    node,
                    "parameters of " + name,
                    node.getParameters().size(),
                    METHOD_PARAMETERS);
        }
        if (node.getBody() != null) {
            int lines = source.lastLine(node) - source.firstLine(node) + 1;
            methodLengths.add(lines);
            limit(METHOD_LENGTH, node, "lines of " + name, lines, METHOD_LINES);
        }
        return super.visitMethod(node, unused);
    }

    @Override
    public Void visitReturn(ReturnTree node, Void unused) {
        if (!isTest && mayBeNull(node.getExpression())) {
            add(RETURN_NULL, node, "return an Optional or an empty collection");
        }
        return super.visitReturn(node, unused);
    }

    private static boolean mayBeNull(ExpressionTree value) {
        if (value instanceof ParenthesizedTree inner) {
            return mayBeNull(inner.getExpression());
        }
        if (value instanceof ConditionalExpressionTree choice) {
            return mayBeNull(choice.getTrueExpression()) || mayBeNull(choice.getFalseExpression());
        }
        return value != null && value.getKind() == Kind.NULL_LITERAL;
    }

    // Called, or handed on as a method reference.
    private void judgeClock(Tree node, String method) {
        if (!isTest
                && CLOCKLESS.contains(source.packageName())
                && CLOCK_READING.matcher(method).matches()) {
            add(CLOCK, node, "the time comes in as a value");
        }
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, Void unused) {
        judgeClock(node, node.getQualifierExpression() + "." + node.getName());
        return super.visitMemberReference(node, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void unused) {
        if (node.getArguments().isEmpty() && node.getIdentifier().toString().matches("(java\\.util\\.)?Date")) {
            judgeClock(node, "Date.now");
        }
        return super.visitNewClass(node, unused);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        if (isTest && SLEEP_CALL.matcher(node.getMethodSelect().toString()).matches()) {
            add(SLEEP, node, "move a clock, or wait for what the test is about");
        }
        judgeClock(node, node.getMethodSelect().toString());
        return super.visitMethodInvocation(node, unused);
    }

    @Override
    public Void visitCatch(CatchTree node, Void unused) {
        Tree type = node.getParameter().getType();
        List<? extends Tree> types = type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
        boolean mayCatchAll =
                isTest || source.packageName().equals("daemon") || source.file().equals("dev/patrol/Main.java");
        if (!mayCatchAll && types.stream().anyMatch(caught -> BROAD.contains(caught.toString()))) {
            add(BROAD_CATCH, node, "only Main and 'daemon' catch everything");
        }
        return super.visitCatch(node, unused);
    }

    private void limit(Rule rule, Tree node, String what, int measured, int limit) {
        if (measured > limit) {
            add(rule, node, measured + " " + what + ", " + limit + " allowed");
        }
    }

    private void add(Rule rule, Tree node, String what) {
        findings.add(new Finding(rule, source.file(), source.firstLine(node), what));
    }
}
