namespace Escalation.Experiments.Data;

/// <summary>Multiple-choice answers of 14 models, each with its largest softmax probability. An answer that nobody could parse (grade U) is left out of its model's pool.</summary>
internal static class BplautPools
{
    private const string GradeSuffix = "|grade";
    private static readonly string[] DataSets = ["arc", "hellaswag", "mmlu"];

    internal static IEnumerable<Pool> Read(string folder) =>
        DataSets.SelectMany(name => ReadFile(Path.Combine(folder, "uq", "bplaut", $"{name}_first_prompt.csv"), name));

    private static List<Pool> ReadFile(string path, string dataSet)
    {
        using var file = new CsvFile(path);
        var columns = new List<(int Grade, int Confidence, PoolBuilder Pool)>();
        foreach (string column in file.Columns)
        {
            if (column.EndsWith(GradeSuffix, StringComparison.Ordinal))
            {
                string model = column[..^GradeSuffix.Length];
                columns.Add((file.Column(column), file.Column($"{model}|msp"), new PoolBuilder($"bplaut-{dataSet}", model)));
            }
        }

        while (file.Read())
        {
            foreach ((int grade, int confidence, PoolBuilder pool) in columns)
            {
                if (file.Text(grade) != "U")
                {
                    pool.Add(file.Probability(confidence), file.Bit(grade));
                }
            }
        }

        return [.. columns.Select(static column => column.Pool.ByComplement())];
    }
}
