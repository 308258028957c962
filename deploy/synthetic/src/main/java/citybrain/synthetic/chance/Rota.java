package citybrain.synthetic.chance;

/**
 * Takes the members of a pool in turn, far apart from each other, none twice before all had theirs.
 */
public record Rota(int size, int first, int stride) {

  public static Rota of(int size, long lot) {
    int stride = Math.max(1, (int) (size * 0.618));
    while (divisor(stride, size) != 1) {
      stride++;
    }
    return new Rota(size, (int) Math.floorMod(lot, (long) size), stride);
  }

  public int at(long turn) {
    return (int) Math.floorMod(first + turn * stride, (long) size);
  }

  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
