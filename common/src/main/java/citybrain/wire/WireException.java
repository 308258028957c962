package citybrain.wire;

/** Bytes on one of our own topics that are not what the contract says. */
public final class WireException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
