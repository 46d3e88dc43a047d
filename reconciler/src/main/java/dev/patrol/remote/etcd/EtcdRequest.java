package dev.patrol.remote.etcd;

import dev.patrol.definition.Login;
import java.util.Optional;

/** What is asked of etcd, whichever of its hosts answers: all keys below {@code prefix}. */
record EtcdRequest(String prefix, Optional<Login> login, Optional<EtcdSettings.TlsFiles> tls) {
    EtcdRequest withoutLogin() {
        return new EtcdRequest(prefix, Optional.empty(), tls);
    }
}
