namespace Escalation.Experiments.Data;

/// <summary>LLaMA-13B on 14 subjects of MMLU: option probabilities averaged over ten prompts.</summary>
internal static class CascadePool
{
    internal static Pool Read(string folder)
    {
        using var file = new CsvFile(Path.Combine(folder, "cascade", "mmlu_llama13b_probs_mixtral_gpt4.csv"));
        int[] options = [file.Column("p_mean_A"), file.Column("p_mean_B"), file.Column("p_mean_C"), file.Column("p_mean_D")];
        int right = file.Column("weak_llama13b_correct");
        var pool = new PoolBuilder("mmlu_llama13b", "LLaMA-13B");
        double[] probabilities = new double[options.Length];
        while (file.Read())
        {
            for (int i = 0; i < options.Length; i++)
            {
                probabilities[i] = file.Probability(options[i]);
            }

            pool.Add(probabilities, file.Bit(right));
        }

        return pool.ByConfidence();
    }
}
