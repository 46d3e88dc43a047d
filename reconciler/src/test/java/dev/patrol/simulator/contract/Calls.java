package dev.patrol.simulator.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which verbs were called, of which interface. */
final class Calls {
    private final Set<String> made = new TreeSet<>();

    Set<String> made() {
        return made;
    }

    /** The same object, whose calls are noted. */
    <T> T noted(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    made.add(word(type, method));
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** All that these interfaces have. */
    static Set<String> of(List<Class<?>> types) {
        Set<String> words = new TreeSet<>();
        types.forEach(type -> Stream.of(type.getDeclaredMethods())
                .map(method -> word(type, method))
                .forEach(words::add));
        return words;
    }

    private static String word(Class<?> type, Method method) {
        return type.getSimpleName() + "." + method.getName();
    }
}
