package dev.patrol.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patrol.plan.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepWordsTest {
    /** A new kind of step does not pass before it has words, and its name is the one that metrics and JSON promise. */
    @Test
    void everyKindOfStepHasWords() {
        List<String> kinds = Stream.of(Step.OnNode.class, Step.InDcs.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .map(kind ->
                        kind.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(java.util.Locale.ROOT))
                .toList();

        assertEquals(13, kinds.size());
        assertTrue(kinds.stream().allMatch(StepWords::knows), kinds::toString);
    }
}
