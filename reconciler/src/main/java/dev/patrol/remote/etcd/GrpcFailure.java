package dev.patrol.remote.etcd;

import dev.patrol.address.HostPort;
import dev.patrol.problem.Cause;
import dev.patrol.problem.Reason;
import dev.patrol.remote.Refusal;
import dev.patrol.remote.Unread;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/** What a failed call says, found at the bottom of the exceptions that jetcd and gRPC wrap it in. */
record GrpcFailure(Status.Code code, String text) {
    static GrpcFailure of(Throwable failure) {
        Status.Code code = Status.Code.UNKNOWN;
        String text = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException status) {
                code = status.getStatus().getCode();
            }
            if (cause.getMessage() != null) {
                text = cause.getMessage();
            }
        }
        return new GrpcFailure(code, text.lines().findFirst().orElse("").strip());
    }

    boolean saysNoPasswordIsNeeded() {
        return code == Status.Code.FAILED_PRECONDITION && text.contains("authentication is not enabled");
    }

    /** Where every other host would say the same: what it is. */
    Optional<Reason> refusal(HostPort host) {
        Optional<Cause> cause = switch (code) {
            case PERMISSION_DENIED -> Optional.of(Refusal.ETCD_PERMISSION);
            case UNIMPLEMENTED -> Optional.of(Refusal.ETCD_NO_V3);
            case UNAUTHENTICATED, INVALID_ARGUMENT -> Optional.of(Refusal.ETCD_LOGIN);
            // Also what an etcd says that has too many requests; another host may have fewer.
            case RESOURCE_EXHAUSTED ->
                text.contains("exceeds maximum") || text.contains("larger than max")
                        ? Optional.of(Unread.DCS_TOO_LARGE)
                        : Optional.empty();
            default -> Optional.empty();
        };
        return cause.map(known -> known.with("host", host, "said", text));
    }
}
