package dev.patrol;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A name as it stands in Java code, taken apart at the first capital: {@code java.util}, {@code Map}. */
record QualifiedName(String packageName, String typeName) {
    /** What stands for all types of a package in an import. */
    static final String ALL = "*";

    private static final String ROOT = "dev.patrol";

    static QualifiedName of(String name) {
        List<String> parts = Arrays.asList(name.split("\\."));
        String packageName = parts.stream().takeWhile(part -> !startsType(part)).collect(Collectors.joining("."));
        String typeName =
                parts.stream().filter(QualifiedName::startsType).findFirst().orElse("");
        return new QualifiedName(packageName, typeName);
    }

    private static boolean startsType(String part) {
        return part.equals(ALL) || Character.isUpperCase(part.charAt(0));
    }

    /** The package below {@code dev.patrol}, where this is one of ours. */
    Optional<String> patrolPackage() {
        if (packageName.equals(ROOT)) {
            return Optional.of("");
        }
        return isBelow(ROOT) ? Optional.of(packageName.substring(ROOT.length() + 1)) : Optional.empty();
    }

    boolean isBelow(String prefix) {
        return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }

    @Override
    public String toString() {
        return packageName + "." + typeName;
    }
}
