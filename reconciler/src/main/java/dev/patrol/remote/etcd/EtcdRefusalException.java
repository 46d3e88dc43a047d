package dev.patrol.remote.etcd;

/** etcd answered and said no, as every other of its hosts would. The message says why, and the way out. */
final class EtcdRefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    EtcdRefusalException(String message, Throwable cause) {
        super(message, cause);
    }
}
