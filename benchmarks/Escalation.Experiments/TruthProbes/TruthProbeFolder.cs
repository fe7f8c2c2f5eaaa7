using System.Text.Json;
using Escalation.Probes;
using Escalation.Probes.Files;

namespace Escalation.Experiments.TruthProbes;

/// <summary>Reads <c>uq/truth-probes</c>.</summary>
internal static class TruthProbeFolder
{
    /// <summary>The expert of the reference, the largest model.</summary>
    internal const string ReferenceExpert = "14B";

    // datasets.md 3.1: StandardScaler and logistic regression with C = 1e-3 in 5 folds grouped by statement.
    private static readonly (string Model, double Auroc, double Uncertainty)[] References = [("0.5B", 0.780, 0.757), ("1.5B", 0.924, 0.826), ("3B", 0.974, 0.818)];

    /// <summary>The models that only answer, and can be the expert.</summary>
    internal static IReadOnlyList<string> Experts { get; } = ["7B", ReferenceExpert, "gemma-9b", "llama-3b", "llama-8b"];

    /// <summary>Reads the three models that have activations, with the answers of a fourth as the expert's.</summary>
    /// <param name="folder">The folder that holds <c>uq</c>.</param>
    /// <param name="expert">One of <see cref="Experts"/>.</param>
    /// <exception cref="IOException">Thrown when a file is missing or cannot be read.</exception>
    /// <exception cref="ExperimentException">Thrown when the folder is missing or a file is not as expected.</exception>
    internal static IReadOnlyList<TruthProbeData> Read(string folder, string expert = ReferenceExpert)
    {
        if (!Directory.Exists(folder))
        {
            throw new ExperimentException($"there is no data folder '{folder}'");
        }

        string path = Path.Combine(folder, "uq", "truth-probes");
        Dictionary<int, double> answers = ReadRows(path, expert).Where(static row => row.Honest).ToDictionary(static row => row.Statement, static row => row.Yes ? 1.0 : 0.0);
        return [.. References.Select(reference => Read(path, reference.Model, expert, answers, reference.Auroc, expert == ReferenceExpert ? reference.Uncertainty : null))];
    }

    private static TruthProbeData Read(string path, string model, string expert, Dictionary<int, double> answers, double auroc, double? uncertainty)
    {
        TruthProbeRow[] rows = ReadRows(path, model);
        Tensor array = ReadActivations(Path.Combine(path, $"{model}.p4_acts.npy"));
        if (array.Shape.Length != 2 || array.Shape[0] != rows.Length)
        {
            throw new ExperimentException($"{model}.p4_acts.npy must hold one row for each of {rows.Length} answers, but its shape is ({string.Join(", ", array.Shape.ToArray())})");
        }

        int missing = Array.FindIndex(rows, row => !answers.ContainsKey(row.Statement));
        if (missing >= 0)
        {
            throw new ExperimentException($"{expert}.p4_rows.json has no honest answer to statement {rows[missing].Statement}");
        }

        return new TruthProbeData
        {
            Model = model,
            ExpertName = expert,
            Activations = array.ToSingles(),
            Length = (int)array.Shape[1],
            Statements = [.. rows.Select(static row => row.Statement)],
            Honest = [.. rows.Select(static row => row.Honest)],
            True = [.. rows.Select(static row => row.True)],
            Expert = [.. rows.Select(row => answers[row.Statement])],
            ReferenceAuroc = auroc,
            ReferenceUncertainty = uncertainty,
        };
    }

    private static Tensor ReadActivations(string file)
    {
        try
        {
            return NpyFile.Read(file);
        }
        catch (TensorFileException exception)
        {
            throw new ExperimentException(exception.Message, exception);
        }
    }

    private static TruthProbeRow[] ReadRows(string path, string model)
    {
        string name = $"{model}.p4_rows.json";
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, name)));
            return [.. document.RootElement.EnumerateArray().Select(static row => new TruthProbeRow(
                row.GetProperty("i").GetInt32(),
                row.GetProperty("cond").GetString() == "honest",
                row.GetProperty("stmt_true").GetInt32() == 1,
                row.GetProperty("ans").GetString() == "yes"))];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ExperimentException($"{name} is not an array of rows with i, cond, stmt_true and ans: {exception.Message}", exception);
        }
    }
}
