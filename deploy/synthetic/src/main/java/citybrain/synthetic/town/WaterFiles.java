package citybrain.synthetic.town;

import citybrain.synthetic.ground.Spot;
import citybrain.synthetic.ground.Utm31;
import citybrain.synthetic.lines.Text;
import java.io.IOException;
import java.io.OutputStream;

/** The water network as an EPANET input file (EPSG:32631 metres) and its DMAs as GeoJSON. */
public record WaterFiles(WaterNetwork network) {

  private static final int NODES = WaterNetwork.NODES_PER_DMA;
  private static final int INNER_PIPES = WaterNetwork.PIPES_PER_DMA - 1;

  /** The part of a section that belongs to one DMA. */
  private interface Part {
    void write(int dma, Text text);
  }

  public void writeNetwork(OutputStream out) throws IOException {
    var text = new Text();
    text.put("[TITLE]\nSynthetic water network of ").put(PlaceNames.CITY).put(", not a real one\n");
    text.put("\n[JUNCTIONS]\n;ID\tElev\tDemand\tPattern\n");
    each(text, out, this::junctions);
    text.put("\n[RESERVOIRS]\n;ID\tHead\tPattern\n R1\t30.0000\t\t;\n");
    text.put(
        "\n[TANKS]\n;ID\tElevation\tInitLevel\tMinLevel\tMaxLevel\tDiameter\tMinVol\tVolCurve\n");
    for (int tank = 0; tank < network.tanks(); tank++) {
      text.put(" T").number(tank + 1).put("\t75.0000\t2.9\t0.5\t4.0\t16.0\t0.0\t\t;LEVEL SENSOR\n");
    }
    text.put("\n[PIPES]\n;ID\tNode1\tNode2\tLength\tDiameter\tRoughness\tMinorLoss\tStatus\n");
    each(text, out, this::pipes);
    text.put("\n[PUMPS]\n;ID\tNode1\tNode2\tParameters\n");
    for (int pump = 0; pump < WaterNetwork.PUMPS_PER_TANK * network.tanks(); pump++) {
      int tank = pump / WaterNetwork.PUMPS_PER_TANK + 1;
      text.put(' ').put(WaterNetwork.pump(pump)).put("\tR1\tT").number(tank);
      text.put("\tHEAD 1\t;FLOW SENSOR\n");
    }
    text.put("\n[TAGS]\n;Object\tID\tTag\n");
    each(text, out, this::tags);
    text.put("\n[PATTERNS]\n P-Residential\t0.35\t0.4\t1.4\t1.2\t1.4\t1.3\n");
    text.put("\n[CURVES]\n;ID\tX-Value\tY-Value\n 1\t0.0\t70.0\n 1\t60.0\t52.0\n 1\t120.0\t20.0\n");
    text.put("\n[TIMES]\n Duration\t24:00\n Hydraulic Timestep\t0:05\n Pattern Timestep\t4:00\n");
    text.put("\n[OPTIONS]\n Units\tCMH\n Headloss\tH-W\n");
    text.put("\n[COORDINATES]\n;Node\tX-Coord\tY-Coord\n");
    each(text, out, this::coordinates);
    coordinate("R1", network.mosaic().ground().at(-0.98, -0.98), text);
    text.put("\n[END]\n").flushInto(out);
  }

  private void each(Text text, OutputStream out, Part part) throws IOException {
    for (int dma = 0; dma < network.dmas(); dma++) {
      part.write(dma, text);
      text.drainInto(out);
    }
  }

  private void junctions(int dma, Text text) {
    for (int node = 0; node < NODES; node++) {
      double demand = 0.88 * network.meanInflow(dma) * network.demandShare(dma, node);
      text.put(' ').put(network.node(dma, node)).put('\t').fixed(network.elevation(dma, node), 4);
      text.put('\t').fixed(demand, 6).put("\tP-Residential\t;");
      text.put(node % 4 == 0 ? "PRESSURE SENSOR" : "");
      text.put(node == 1 || node == 3 || node == 5 ? "AMR\n" : "\n");
    }
    text.put(' ').put(network.mainNode(dma)).put('\t').fixed(network.elevation(dma, 0), 4);
    text.put("\t0.000000\t\t;\n");
  }

  private void pipes(int dma, Text text) {
    for (int pipe = 0; pipe < INNER_PIPES; pipe++) {
      int from = low(pipe);
      int to = pipe < 6 ? from + 1 : from + 3;
      double metres = network.spot(dma, from).metresTo(network.spot(dma, to));
      pipe(
          network.pipe(dma, pipe),
          network.node(dma, from),
          network.node(dma, to),
          metres,
          150,
          text);
    }
    double inlet = network.mainSpot(dma).metresTo(network.spot(dma, 0));
    pipe(network.inletPipe(dma), network.mainNode(dma), network.node(dma, 0), inlet, 250, text);
    int columns = network.mosaic().columns();
    if (dma % columns > 0) {
      main(dma, dma - 1, text);
    }
    if (dma >= columns && dma % columns % 3 == 0) {
      main(dma, dma - columns, text);
    }
    if (dma % WaterNetwork.DMAS_PER_TANK == 0) {
      int tank = dma / WaterNetwork.DMAS_PER_TANK + 1;
      pipe("tank" + tank, "T" + tank, network.mainNode(dma), 60, 500, text);
    }
  }

  /** First node of an inner pipe: six run along the rows of the 3 x 3 nodes, six across. */
  private static int low(int pipe) {
    return pipe < 6 ? pipe / 2 * 3 + pipe % 2 : pipe - 6;
  }

  private void main(int dma, int before, Text text) {
    double metres = network.mainSpot(dma).metresTo(network.mainSpot(before));
    String id = "main" + (before + 1) + "-" + (dma + 1);
    pipe(id, network.mainNode(before), network.mainNode(dma), metres, 400, text);
  }

  private static void pipe(
      String id, String from, String to, double metres, int millimetres, Text text) {
    text.put(' ').put(id).put('\t').put(from).put('\t').put(to).put('\t').fixed(metres, 4);
    text.put('\t').number(millimetres).put(".0000\t130.0000\t0.0000\tOpen\t;\n");
  }

  private void tags(int dma, Text text) {
    String id = network.dmaId(dma);
    for (int node = 0; node < NODES; node++) {
      text.put(" NODE\t").put(network.node(dma, node)).put('\t').put(id).put('\n');
    }
    for (int pipe = 0; pipe <= INNER_PIPES; pipe++) {
      text.put(" LINK\t").put(network.pipe(dma, pipe)).put('\t').put(id).put('\n');
    }
  }

  private void coordinates(int dma, Text text) {
    for (int node = 0; node < NODES; node++) {
      coordinate(network.node(dma, node), network.spot(dma, node), text);
    }
    coordinate(network.mainNode(dma), network.mainSpot(dma), text);
    if (dma % WaterNetwork.DMAS_PER_TANK == 0) {
      var main = network.mainSpot(dma);
      var beside = new Spot(main.longitude() + 0.0006, main.latitude() + 0.0003);
      coordinate("T" + (dma / WaterNetwork.DMAS_PER_TANK + 1), beside, text);
    }
  }

  private static void coordinate(String id, Spot spot, Text text) {
    var metres = Utm31.of(spot);
    text.put(' ').put(id).put('\t').fixed(metres.east(), 2).put('\t').fixed(metres.north(), 2);
    text.put('\n');
  }

  public void writeDmas(OutputStream out) throws IOException {
    var areas = new AreaFile(network.mosaic());
    areas.write(
        "dmas",
        out,
        (dma, text) -> {
          text.put("\"dma_id\":\"").put(network.dmaId(dma)).put("\",\"name\":\"");
          text.put(PlaceNames.district(dma)).put(" water\",\"inlet_pipe\":\"");
          text.put(network.inletPipe(dma))
              .put("\",\"population\":")
              .number(network.population(dma));
        });
  }
}
