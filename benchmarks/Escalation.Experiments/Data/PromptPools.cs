using System.Globalization;

namespace Escalation.Experiments.Data;

/// <summary>LLaMA-13B on 16 subjects of MMLU, asked with ten prompts. The ten answers to one question depend on each other, so each prompt is a pool of its own, in which every question stands once.</summary>
internal static class PromptPools
{
    internal static IReadOnlyList<Pool> Read(string folder)
    {
        string path = Path.Combine(folder, "logprobs", "conformalllm_llama13b_mmlu.csv.gz");
        using var file = new CsvFile(path);
        int subject = file.Column("subject");
        int prompt = file.Column("prompt_id");
        int item = file.Column("item");
        int target = file.Column("target");
        int[] options = [file.Column("pA"), file.Column("pB"), file.Column("pC"), file.Column("pD")];
        var pools = new SortedDictionary<int, (PoolBuilder Pool, List<string> Questions)>();
        double[] probabilities = new double[options.Length];
        while (file.Read())
        {
            int key = Index(file, prompt, int.MaxValue);
            if (!pools.TryGetValue(key, out (PoolBuilder Pool, List<string> Questions) entry))
            {
                entry = (new PoolBuilder("conformalllm", string.Create(CultureInfo.InvariantCulture, $"LLaMA-13B prompt {key}")), []);
                pools.Add(key, entry);
            }

            for (int i = 0; i < options.Length; i++)
            {
                probabilities[i] = file.Probability(options[i]);
            }

            // The first of equal probabilities is the answer.
            int answer = Array.IndexOf(probabilities, probabilities.Max());
            entry.Pool.Add(probabilities, answer == Index(file, target, options.Length - 1));
            entry.Questions.Add($"{file.Text(subject)}/{file.Text(item)}");
        }

        RequireSameQuestions(path, [.. pools.Values.Select(static entry => entry.Questions)]);
        return [.. pools.Values.Select(static entry => entry.Pool.ByMargin())];
    }

    private static int Index(CsvFile file, int column, int largest) =>
        int.TryParse(file.Text(column), NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= largest
            ? value
            : throw file.Fault(column, "not a whole number in range");

    /// <summary>A file that was cut off, or holds a question twice, shows here.</summary>
    private static void RequireSameQuestions(string path, List<string>[] prompts)
    {
        foreach (List<string> questions in prompts)
        {
            if (questions.Distinct(StringComparer.Ordinal).Count() != questions.Count || !questions.SequenceEqual(prompts[0], StringComparer.Ordinal))
            {
                throw new ExperimentException($"{path}: every prompt must ask the same questions once, in the same order");
            }
        }
    }
}
