package dev.patrol.language;

import dev.patrol.definition.ClusterDefinition;
import dev.patrol.definition.DefinitionFiles;
import dev.patrol.definition.DefinitionSet;
import dev.patrol.keys.DefinitionKeys;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.rules.ClusterDraft;
import dev.patrol.rules.FleetRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes definitions of the files of one revision, and finds every problem in them at once. */
public final class DefinitionReader {
    private DefinitionReader() {}

    public static DefinitionSet read(DefinitionFiles files) {
        Drafts drafts = drafts(files);
        if (drafts.clusters().isEmpty()) {
            drafts.fleet()
                    .error(
                            Location.ofFile(DefinitionFiles.CLUSTERS_FOLDER),
                            "no cluster is defined; put one *.yaml file for each cluster anywhere below '"
                                    + DefinitionFiles.CLUSTERS_FOLDER + "'");
        }
        new FleetRules(drafts.clusters()).check();
        return result(drafts.fleet(), drafts.clusters());
    }

    /** What all files say, each read for itself. */
    record Drafts(Problems fleet, List<ClusterDraft> clusters) {}

    static Drafts drafts(DefinitionFiles files) {
        DefinitionFile fleet = Optional.ofNullable(files.texts().get(DefinitionFiles.FLEET_FILE))
                .map(text -> DefinitionFile.read(DefinitionFiles.FLEET_FILE, text, DefinitionKeys.fleet()))
                .orElseGet(() -> DefinitionFile.absent(DefinitionFiles.FLEET_FILE));
        // Each file is read for itself, on all processors: a fleet may have a thousand.
        List<ClusterDraft> drafts = files.texts().entrySet().parallelStream()
                .filter(file -> file.getKey().startsWith(DefinitionFiles.CLUSTERS_FOLDER)
                        && DefinitionFiles.isDefinition(file.getKey()))
                .flatMap(file -> ClusterReader.read(fleet, file.getKey(), file.getValue()).stream())
                .toList();
        return new Drafts(fleet.problems(), drafts);
    }

    private static DefinitionSet result(Problems fleet, List<ClusterDraft> drafts) {
        Problems all = new Problems();
        all.addAll(fleet.all());
        List<ClusterDefinition> clusters = new ArrayList<>();
        List<DefinitionSet.Broken> broken = new ArrayList<>();
        for (ClusterDraft draft : drafts) {
            all.addAll(draft.problems().all());
            Optional<ClusterDefinition> good = draft.definition()
                    .filter(found -> !fleet.hasErrors() && !draft.problems().hasErrors());
            good.ifPresentOrElse(
                    clusters::add, () -> broken.add(new DefinitionSet.Broken(draft.name(), problems(fleet, draft))));
        }
        clusters.sort(Comparator.comparing(ClusterDefinition::name));
        broken.sort(Comparator.comparing(DefinitionSet.Broken::name));
        return new DefinitionSet(clusters, broken, all.all());
    }

    // A mistake in the fleet's defaults breaks every cluster, since each is built on them.
    private static List<Problem> problems(Problems fleet, ClusterDraft draft) {
        Problems problems = new Problems();
        problems.addAll(fleet.all());
        problems.addAll(draft.problems().all());
        return problems.all();
    }
}
