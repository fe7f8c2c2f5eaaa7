using Escalation.Experiments.Data;
using Escalation.Learning;
using Escalation.Learning.Wide;
using Escalation.Uncertainty;

namespace Escalation.Experiments.Ambiguity;

/// <summary>Which sentence pairs are ambiguous, as far as their wording tells. The data hold no answers of a model, so nothing that needs samples or readings can be judged on them.</summary>
internal static class AmbientFigures
{
    private const int Columns = 1 << 11;
    private const int Folds = 5;
    private const double Penalty = 1.0;

    internal static IEnumerable<AmbiguityRow> Measure(string folder, ulong seed)
    {
        (string Premise, string Hypothesis, bool IsAmbiguous)[] pairs = Read(Path.Combine(folder, "ambiguity", "ambient.csv"));
        bool[] labels = [.. pairs.Select(pair => pair.IsAmbiguous)];

        // Pairs about one premise depend on each other: they stay in one fold and are resampled together.
        Dictionary<string, int> premises = pairs.Select(pair => pair.Premise).Distinct(StringComparer.Ordinal).Select((premise, i) => (premise, i)).ToDictionary(pair => pair.premise, pair => pair.i, StringComparer.Ordinal);
        int[] clusters = [.. pairs.Select(pair => premises[pair.Premise])];
        yield return Row("shorter text", [.. pairs.Select(pair => -(double)(pair.Premise.Length + pair.Hypothesis.Length))], ".537");
        yield return Row("shorter premise", [.. pairs.Select(pair => -(double)pair.Premise.Length)]);
        yield return Row("words in common (Jaccard)", [.. pairs.Select(pair => LexicalSimilarity.Jaccard(pair.Premise, pair.Hypothesis))]);
        yield return Row("word order in common (ROUGE-L)", [.. pairs.Select(pair => LexicalSimilarity.RougeL(pair.Premise, pair.Hypothesis))]);
        yield return Row("hashed word 1-2-grams, logistic, 5 folds by premise", OutOfFold(pairs, labels, clusters, seed), ".582", 0.5);

        AmbiguityRow Row(string figure, double[] scores, string? reference = null, double? least = null) => Area.Of("ambient", $"{figure}: AUROC of ambiguous", scores, labels, clusters, seed, reference, least);
    }

    private static double[] OutOfFold((string Premise, string Hypothesis, bool IsAmbiguous)[] pairs, bool[] labels, int[] clusters, ulong seed)
    {
        float[][] rows = [.. pairs.Select(pair => Dense(pair.Premise, pair.Hypothesis))];
        int[] folds = GroupedFolds.Assign(clusters, labels, Folds, seed);
        double[] scores = new double[pairs.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] inside = [.. Enumerable.Range(0, rows.Length).Where(i => folds[i] != fold)];
            var matrix = WideMatrix.FromRows([.. inside.SelectMany(i => rows[i])], inside.Length, 2 * Columns);
            WideFit fit = WideLogisticRegression.Fit(matrix, [.. inside.Select(i => labels[i])], new WideFitOptions { Penalty = Penalty, Standardise = false, GapTolerance = 1e-6 });
            for (int i = 0; i < rows.Length; i++)
            {
                scores[i] = folds[i] == fold ? fit.Predict(rows[i]) : scores[i];
            }
        }

        return scores;
    }

    private static float[] Dense(string premise, string hypothesis)
    {
        float[] row = new float[2 * Columns];
        foreach ((string text, int start) in new[] { (premise, 0), (hypothesis, Columns) })
        {
            SparseText sparse = SparseText.Of(text, Columns);
            foreach (int column in sparse.Columns)
            {
                row[start + column] = sparse.Value;
            }
        }

        return row;
    }

    private static (string Premise, string Hypothesis, bool IsAmbiguous)[] Read(string path)
    {
        var pairs = new List<(string Premise, string Hypothesis, bool IsAmbiguous)>();
        using var file = new CsvFile(path);
        (int premise, int hypothesis, int first, int second) = (file.Column("premise"), file.Column("hypothesis"), file.Column("premise_ambiguous"), file.Column("hypothesis_ambiguous"));
        while (file.Read())
        {
            pairs.Add((file.Text(premise), file.Text(hypothesis), file.Bit(first) | file.Bit(second)));
        }

        return [.. pairs];
    }
}
