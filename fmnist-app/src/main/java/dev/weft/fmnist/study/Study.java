package dev.weft.fmnist.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a report tells about a run, or about two that are compared.
 *
 * @param data the data
 * @param preProcessing what was done to it
 * @param models the trained networks; the last one is looked at closely
 * @param findings what is seen in the last one
 * @param provenance where the numbers come from
 */
public record Study(DataStudy data, PreProcessing preProcessing, List<ModelStudy> models, Findings findings,
    Provenance provenance) {

  /** Looks closely at the last of the networks. */
  public static Study of(DataStudy data, PreProcessing preProcessing, List<ModelStudy> models, Provenance provenance) {
    return new Study(data, preProcessing, List.copyOf(models), Findings.of(models.getLast()), provenance);
  }

  /** The network that is looked at closely. */
  public ModelStudy model() {
    return models.getLast();
  }

  /** Whether the network and the images are the document's, so that its results can stand beside these. */
  public boolean comparableWithDocument() {
    return data.original() && model().name().equals(TestResult.DOCUMENT_NETWORK)
        && model().result().total() == TestResult.DOCUMENT_RIGHT + TestResult.DOCUMENT_WRONG;
  }

  /** All numbers by name, in the order in which they are written to {@code study.json}. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data", data);
    values.put("preProcessing", preProcessing);
    Map<String, Object> networks = new LinkedHashMap<>();
    for (ModelStudy model : models) {
      Map<String, Object> network = new LinkedHashMap<>();
      network.put("training", model.course());
      network.put("test", model.result());
      networks.put(model.name(), network);
    }
    values.put("models", networks);
    values.put("confusionMatrix", model().evaluation().confusionMatrix().toArray());
    values.put("findings", findings);
    values.put("provenance", provenance);
    return values;
  }
}
