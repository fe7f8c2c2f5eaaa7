namespace Escalation.Experiments.Data;

/// <summary>The data sets that this experiment certifies on.</summary>
internal static class DataFolder
{
    /// <summary>Reads them all: 14 models on three multiple-choice data sets, a 13B model on MMLU with probabilities averaged over ten prompts, and the same model's answers under each of the ten prompts.</summary>
    /// <param name="folder">The folder that holds <c>uq</c>, <c>cascade</c> and <c>logprobs</c>.</param>
    /// <exception cref="IOException">Thrown when a file is missing or cannot be read.</exception>
    /// <exception cref="ExperimentException">Thrown when the folder is missing or a file is not as expected.</exception>
    internal static IReadOnlyList<Pool> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ExperimentException($"there is no data folder '{folder}'");
        }

        return
        [
            .. BplautPools.Read(folder),
            CascadePool.Read(folder),
            .. PromptPools.Read(folder),
        ];
    }
}
