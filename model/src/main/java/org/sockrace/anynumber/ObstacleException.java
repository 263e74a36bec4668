package org.sockrace.anynumber;

/** Something of which views say nothing sound. The message is for users. */
final class ObstacleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ObstacleException(String message) {
        super(message, null, false, false);
    }
}
