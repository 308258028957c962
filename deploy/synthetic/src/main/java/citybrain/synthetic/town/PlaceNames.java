package citybrain.synthetic.town;

/** Names for a city that does not exist, after the shallows and fishes of the North Sea. */
public final class PlaceNames {

  public static final String CITY = "Doggerhaven";
  static final String COUNTRY = "North Sea (synthetic)";

  private static final String[] FIRST = {
    "Silver", "Herring", "Amber", "Outer", "Cod", "Whiting", "Long", "Tern", "Gannet", "Plaice",
    "Sandeel", "Mussel", "Fulmar", "Kelp", "Turbot", "Skate", "Lantern", "Mammoth", "Oyster"
  };
  private static final String[] DISTRICT = {
    "bank", "pit", "shoal", "haven", "ground", "knoll", "deep", "sands", "gate", "flats", "reach"
  };
  private static final String[] STREET = {
    " Road", " Street", " Way", " Avenue", " Lane", " Quay", " Boulevard"
  };

  private PlaceNames() {}

  public static String district(int index) {
    return name(index, DISTRICT);
  }

  static String street(int index) {
    return name(index, STREET);
  }

  private static String name(int index, String[] endings) {
    int known = FIRST.length * endings.length;
    String plain = FIRST[index % FIRST.length] + endings[index % endings.length];
    return index < known ? plain : plain + " " + (index / known + 1);
  }
}
