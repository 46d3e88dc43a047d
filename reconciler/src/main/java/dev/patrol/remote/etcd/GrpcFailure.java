package dev.patrol.remote.etcd;

import dev.patrol.address.HostPort;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;

/** What a failed call says, found at the bottom of the exceptions that jetcd and gRPC wrap it in. */
record GrpcFailure(Status.Code code, String text) {
    private static final Set<Status.Code> REFUSALS = Set.of(
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.INVALID_ARGUMENT,
            Status.Code.UNIMPLEMENTED);

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

    boolean isRefusal() {
        return REFUSALS.contains(code);
    }

    boolean saysNoPasswordIsNeeded() {
        return code == Status.Code.FAILED_PRECONDITION && text.contains("authentication is not enabled");
    }

    String refusal(HostPort host) {
        return host + " refuses (" + text + "); " + wayOut();
    }

    private String wayOut() {
        return switch (code) {
            case PERMISSION_DENIED -> "give etcd's user read access to the cluster's keys";
            case UNIMPLEMENTED -> "see whether an etcd with API v3 listens there";
            default -> "make the user and password in the definition those that etcd knows";
        };
    }
}
