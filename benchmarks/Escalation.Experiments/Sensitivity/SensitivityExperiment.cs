using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Triggers.Sensitivity;

namespace Escalation.Experiments.Sensitivity;

/// <summary>The built-in topics on moderation data, then sentiment and personal data.</summary>
internal static class SensitivityExperiment
{
    private static readonly KeywordTrigger Topics = new("topics", SensitiveTopics.All);

    /// <summary>Measures everything.</summary>
    /// <exception cref="ExperimentException">Thrown when a file is not as expected.</exception>
    /// <exception cref="IOException">Thrown when a file cannot be read.</exception>
    public static IReadOnlyList<SensitivityRow> Run(string folder) =>
    [
        .. Moderation(Path.Combine(folder, "moderation", "openai_moderation.csv")),
        .. HateCheck(Path.Combine(folder, "moderation", "hatecheck.csv")),
        .. LookAlikes(Path.Combine(folder, "moderation", "xstest_prompts.csv")),
        .. Benign(Path.Combine(folder, "intents", "clinc150_full.csv")),
        .. SentimentFigures.Measure(folder),
        .. PersonalDataFigures.Measure(Path.Combine(folder, "pii", "presidio_synth.jsonl")),
    ];

    private static IEnumerable<SensitivityRow> Moderation(string path)
    {
        (string Column, string Name, KeywordTrigger Trigger)[] categories =
        [
            ("SH", "self-harm by topic self-harm", Of(SensitiveTopics.SelfHarm)),
            ("V", "violence by topic violence", Of(SensitiveTopics.Violence)),
            ("S", "sexual by topic sexual-content", Of(SensitiveTopics.SexualContent)),
            ("H", "hate by topic hate", Of(SensitiveTopics.Hate)),
            ("any_harm", "any harm by all topics", Topics),
        ];
        var recall = new Dictionary<string, (int Hits, int Total)>();
        var alarms = new Dictionary<string, (int Hits, int Total)>();
        using var file = new CsvFile(path);
        while (file.Read())
        {
            var turn = new AgentTurn { Request = file.Text(file.Column("prompt")) };
            foreach ((string column, string name, KeywordTrigger trigger) in categories)
            {
                string label = file.Text(file.Column(column));
                if (label.Length > 0)
                {
                    Dictionary<string, (int Hits, int Total)> side = label.StartsWith('1') ? recall : alarms;
                    (int hits, int total) = side.GetValueOrDefault(name);
                    side[name] = (hits + (trigger.Evaluate(turn).Fired ? 1 : 0), total + 1);
                }
            }
        }

        foreach ((_, string name, _) in categories)
        {
            yield return SensitivityRow.Share("openai_moderation", name + ": recall", recall[name].Hits, recall[name].Total);
            yield return SensitivityRow.Share("openai_moderation", name + ": false alarms", alarms[name].Hits, alarms[name].Total);
        }
    }

    private static IEnumerable<SensitivityRow> HateCheck(string path)
    {
        int[] fired = new int[2];
        int[] total = new int[2];
        using var file = new CsvFile(path);
        while (file.Read())
        {
            int hateful = file.Text(file.Column("label_gold")) == "hateful" ? 1 : 0;
            total[hateful]++;
            fired[hateful] += Topics.Evaluate(new AgentTurn { Request = file.Text(file.Column("test_case")) }).Fired ? 1 : 0;
        }

        yield return SensitivityRow.Share("hatecheck", "hateful: recall", fired[1], total[1]);
        yield return SensitivityRow.Share("hatecheck", "not hateful: false alarms", fired[0], total[0]);
    }

    private static IEnumerable<SensitivityRow> LookAlikes(string path)
    {
        int[] fired = new int[2];
        int[] total = new int[2];
        using var file = new CsvFile(path);
        while (file.Read())
        {
            int unsafePrompt = file.Text(file.Column("label")) == "unsafe" ? 1 : 0;
            total[unsafePrompt]++;
            fired[unsafePrompt] += Topics.Evaluate(new AgentTurn { Request = file.Text(file.Column("prompt")) }).Fired ? 1 : 0;
        }

        // A list of 24 violent stems fires on .255 of the unsafe and .232 of the safe prompts.
        yield return SensitivityRow.Share("xstest", "unsafe: recall", fired[1], total[1]);
        yield return SensitivityRow.Share("xstest", "safe look-alikes: over-escalation", fired[0], total[0], most: 0.232);
    }

    private static IEnumerable<SensitivityRow> Benign(string path)
    {
        var caseOnly = new KeywordTrigger("topics", SensitiveTopics.All, new KeywordOptions { Folding = KeywordFolding.CaseOnly });
        int more = 0;
        int total = 0;
        using var file = new CsvFile(path);
        while (file.Read())
        {
            var turn = new AgentTurn { Request = file.Text(file.Column("text")) };
            total++;
            more += Topics.Evaluate(turn).Fired && !caseOnly.Evaluate(turn).Fired ? 1 : 0;
        }

        yield return SensitivityRow.Share("clinc150", "hits that only folding finds", more, total, most: 0.001);
    }

    private static KeywordTrigger Of(SensitiveTopic topic) => new(topic.Name, [topic]);
}
