package dev.patrol.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows whose cells stand below each other, whatever their length; the last cell of a row is as long as it is. */
final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** The rows as lines. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    /** How far the last cells stand from the left. */
    int indent() {
        int cells = rows.stream().mapToInt(List::size).max().orElse(1) - 1;
        return IntStream.range(0, cells).map(cell -> width(cell) + GAP.length()).sum();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int cell = 0; cell < row.size() - 1; cell++) {
            line.append(row.get(cell))
                    .append(" ".repeat(width(cell) - row.get(cell).length()))
                    .append(GAP);
        }
        return line.append(row.get(row.size() - 1)).toString();
    }

    private int width(int cell) {
        return rows.stream()
                .filter(row -> row.size() > cell + 1)
                .mapToInt(row -> row.get(cell).length())
                .max()
                .orElse(0);
    }
}
