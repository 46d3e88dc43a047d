package dev.patrol.ansible;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line, as Python's {@code shlex} splits it for Ansible: quotes and backslashes as in a shell, and a
 * {@code #} ends the line even inside of a word.
 */
final class ShellWords {
    /** One word without its quotes, and the index in the line where it begins. */
    record Word(int index, String text) {}

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int start = -1;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    /**
     * @throws IllegalArgumentException with a clause that says what is wrong
     */
    static List<Word> split(String line) {
        return new ShellWords(line).split();
    }

    private List<Word> split() {
        while (at < line.length() && line.charAt(at) != '#') {
            char next = line.charAt(at);
            if (" \t\r\n".indexOf(next) >= 0) {
                finish();
                at++;
            } else {
                start = start < 0 ? at : start;
                take(next);
            }
        }
        finish();
        return words;
    }

    private void take(char next) {
        switch (next) {
            case '\\' -> word.append(escaped());
            case '\'' -> single();
            case '"' -> quoted();
            default -> word.append(next);
        }
        at++;
    }

    private char escaped() {
        at++;
        if (at == line.length()) {
            throw new IllegalArgumentException("the line ends with a backslash; remove it or write two");
        }
        return line.charAt(at);
    }

    private void single() {
        int end = line.indexOf('\'', at + 1);
        if (end < 0) {
            throw new IllegalArgumentException("a quote is never closed; add the closing quote");
        }
        word.append(line, at + 1, end);
        at = end;
    }

    private void quoted() {
        for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
            boolean escapes =
                    line.charAt(at) == '\\' && at + 1 < line.length() && "\"\\".indexOf(line.charAt(at + 1)) >= 0;
            word.append(escapes ? escaped() : line.charAt(at));
        }
        if (at == line.length()) {
            throw new IllegalArgumentException("a quote is never closed; add the closing quote");
        }
    }

    private void finish() {
        if (start >= 0) {
            words.add(new Word(start, word.toString()));
        }
        word.setLength(0);
        start = -1;
    }
}
