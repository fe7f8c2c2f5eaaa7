using Escalation.Experiments.Data;

namespace Escalation.Experiments.Ambiguity;

/// <summary>The 150 intents of clinc150 with their requests, and requests that belong to none.</summary>
internal sealed class IntentData
{
    private readonly Dictionary<string, int> _classes;

    private IntentData(List<Utterance> all)
    {
        All = all;
        _classes = all.Where(utterance => utterance.Split == "train").Select(utterance => utterance.Intent).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).Select((intent, index) => (intent, index)).ToDictionary(pair => pair.intent, pair => pair.index, StringComparer.Ordinal);
    }

    /// <summary>Every request, in the order of the file.</summary>
    internal IReadOnlyList<Utterance> All { get; }

    /// <summary>The number of intents.</summary>
    internal int Intents => _classes.Count;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ExperimentException">Thrown when it is not as expected.</exception>
    /// <exception cref="IOException">Thrown when it cannot be read.</exception>
    internal static IntentData Read(string folder)
    {
        string path = Path.Combine(folder, "intents", "clinc150_full.csv");
        var all = new List<Utterance>();
        using var file = new CsvFile(path);
        (int split, int intent, int text) = (file.Column("split"), file.Column("intent"), file.Column("text"));
        while (file.Read())
        {
            all.Add(new Utterance(file.Text(split), file.Text(intent), file.Text(text)));
        }

        var data = new IntentData(all);
        foreach (string part in new[] { "train", "val", "test" })
        {
            if (data.Part(part) is not { Length: > 0 } known || known.Any(utterance => !data._classes.ContainsKey(utterance.Intent)))
            {
                throw new ExperimentException($"{path}: part '{part}' is empty or has an intent that the part 'train' has not");
            }
        }

        return data.Part("oos_test").Length > 0 ? data : throw new ExperimentException($"{path}: part 'oos_test' is empty");
    }

    /// <summary>The requests of one part.</summary>
    internal Utterance[] Part(string split) => [.. All.Where(utterance => utterance.Split == split)];

    /// <summary>The number of an intent, from 0.</summary>
    internal int ClassOf(Utterance utterance) => _classes[utterance.Intent];
}
