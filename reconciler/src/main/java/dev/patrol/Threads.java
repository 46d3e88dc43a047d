package dev.patrol;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools of named threads that do not keep the program alive. */
final class Threads {
    private Threads() {}

    static ExecutorService bounded(String name, int size) {
        return Executors.newFixedThreadPool(size, named(name));
    }

    static ExecutorService unbounded(String name) {
        return Executors.newCachedThreadPool(named(name));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
