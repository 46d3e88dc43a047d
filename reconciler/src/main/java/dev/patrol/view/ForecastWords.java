package dev.patrol.view;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.Forecast;
import dev.patrol.parameters.Effect;
import java.util.stream.Collectors;

/** What a change takes, in a few words. */
public final class ForecastWords {
    private ForecastWords() {}

    static String of(Forecast forecast) {
        if (forecast.effect() == Effect.REFUSED) {
            // Why a value is refused stands among the plan's obstacles.
            return forecast.reason().isPresent() ? "refused" : forecast.effect().words();
        }
        String except = forecast.except().isEmpty()
                ? ""
                : ", except " + forecast.except().stream().map(NodeName::value).collect(Collectors.joining(", "));
        String reason = forecast.reason().map(why -> ": " + why).orElse("");
        return forecast.effect().words() + order(forecast.order()) + except + reason;
    }

    private static String order(Forecast.Order order) {
        return switch (order) {
            case USUAL -> "";
            case LEADER_FIRST -> ", leader first";
            case TWO_ROUNDS -> ", in two rounds";
        };
    }
}
