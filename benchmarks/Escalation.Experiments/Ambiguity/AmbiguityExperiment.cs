namespace Escalation.Experiments.Ambiguity;

/// <summary>What the ambiguity triggers find on real data, and what they wrongly find.</summary>
internal static class AmbiguityExperiment
{
    /// <summary>Measures everything.</summary>
    /// <param name="folder">The folder that holds <c>intents</c> and <c>ambiguity</c>.</param>
    /// <param name="seed">The seed of the training order and of resamples.</param>
    /// <exception cref="ExperimentException">Thrown when a file is not as expected.</exception>
    /// <exception cref="IOException">Thrown when a file cannot be read.</exception>
    internal static IReadOnlyList<AmbiguityRow> Run(string folder, ulong seed)
    {
        IntentData intents = IntentData.Read(folder);
        return [.. IntentFigures.Measure(intents, seed), .. GoalFigures.Measure(intents), .. AmbientFigures.Measure(folder, seed)];
    }
}
