package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.sockrace.check.AnyOutcomes;
import org.sockrace.check.Proof;
import org.sockrace.format.Case;
import org.sockrace.format.Results;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;

/** The JSON document of {@code prove}. */
public final class ProofResults {

    private ProofResults() { }

    /**
     * The document.
     *
     * @param failed scenarios that could not be set up
     * @param times whether it says how long it took
     */
    public static Results of(List<Proved> all, List<Unchecked> failed, boolean times) {
        ObjectNode document = JsonReport.object();
        ArrayNode scenarios = document.putArray("scenarios");
        all.forEach(proved -> scenarios.add(scenario(proved, times)));
        ArrayNode errors = document.putArray("failed");
        failed.forEach(one -> errors.add(JsonReport.origin(one.origin()).put("error", one.error())));
        List<Suite> suites = new ArrayList<>();
        all.forEach(proved -> suites.add(suite(proved, times)));
        failed.forEach(one -> suites.add(CheckResults.unchecked(one)));
        return new Results("prove", CheckResults.rules(), suites, JsonReport.fields(document));
    }

    /** Of what breaks, the cases are those of the check that shows it; else there is one. */
    private static Suite suite(Proved proved, boolean times) {
        String thread = proved.proof().thread() + " xN: ";
        List<Case> cases = switch (proved.proof().verdict()) {
            case PROVEN -> List.of(proven(proved));
            case BREAKS -> broken(proved);
            case NOT_PROVEN -> List.of(new Case("any number of " + proved.proof().thread(), Status.UNDECIDED, proved.proof().why(), null));
        };
        return new Suite(proved.origin().name(), ProofText.verdict(proved) + ": " + thread + ProofText.reason(proved), times ? proved.proof().seconds() : null,
                cases);
    }

    private static Case proven(Proved proved) {
        boolean met = proved.judgement() == Judgement.MET;
        return new Case("any number of " + proved.proof().thread(), met ? Status.PASSED : Status.ERROR,
                met ? "" : "what the scenario expects to break is proven to hold for every N", null);
    }

    private static List<Case> broken(Proved proved) {
        Checked checked = proved.checked();
        return proved.broken().stream().flatMap(property -> CheckResults.cases(checked, property).stream()).toList();
    }

    private static ObjectNode scenario(Proved proved, boolean times) {
        Proof proof = proved.proof();
        ObjectNode node = JsonReport.origin(proved.origin());
        node.put("thread", proof.thread()).put("verdict", proof.verdict().id());
        node.put("breaksAt", proof.breaks() == null ? null : (Integer) proved.breaksAt()).put("why", proof.why().isEmpty() ? null : proof.why());
        ArrayNode proven = node.putArray("proven");
        proof.proven().forEach(property -> proven.add(property.id()));
        proof.notProven().forEach(node.putArray("searchedOnly")::add);
        node.put("outcomes", proof.outcomes());
        results(node, proof.results());
        node.put("k", proof.k()).put("views", proof.views()).put("configurations", proof.configurations());
        proof.searched().forEach(node.putArray("searched")::add);
        proof.spurious().forEach(node.putArray("spurious")::add);
        ArrayNode violations = node.putArray("violations");
        if (proof.breaks() != null) {
            Checked checked = proved.checked();
            proof.breaks().violations().forEach(violation -> violations.add(JsonReport.violation(checked, violation)));
        }
        return node.put("seconds", times ? Math.round(proof.seconds() * 1000) / 1000.0 : null);
    }

    private static void results(ObjectNode node, AnyOutcomes results) {
        if (results == null) {
            node.putNull("results");
            return;
        }
        ObjectNode all = node.putObject("results");
        results.names().forEach(all.putArray("columns")::add);
        rows(all.putArray("reached"), results.reached());
        rows(all.putArray("forbidden"), results.forbidden());
    }

    private static void rows(ArrayNode array, List<List<String>> rows) {
        rows.forEach(values -> values.forEach(array.addArray()::add));
    }
}
