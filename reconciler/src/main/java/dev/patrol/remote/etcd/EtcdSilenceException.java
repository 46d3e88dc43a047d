package dev.patrol.remote.etcd;

/** One of etcd's hosts gave no answer; another may. The message follows the host's name. */
final class EtcdSilenceException extends Exception {
    private static final long serialVersionUID = 1L;

    EtcdSilenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
