namespace Escalation.Experiments.Calibration;

/// <summary>What calibrating brings on real confidences.</summary>
internal static class CalibrationExperiment
{
    /// <summary>Measures everything.</summary>
    /// <param name="folder">The folder that holds <c>uq</c> and <c>logprobs</c>.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <exception cref="ExperimentException">Thrown when a file is not as expected.</exception>
    /// <exception cref="IOException">Thrown when a file cannot be read.</exception>
    internal static IReadOnlyList<CalibrationRow> Run(string folder, ulong seed) =>
        [.. CostFigures.Measure(folder, seed), .. ErrorFigures.Measure(folder, seed), .. VerbalisedFigures.Measure(folder, seed)];
}
