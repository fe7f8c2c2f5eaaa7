namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>One fit of scikit-learn.</summary>
/// <param name="Seconds">Processor time of the thread.</param>
/// <param name="Objective">The objective reached, in doubles on the same data.</param>
/// <param name="Gap">The bound on its distance from the least, from the gradient.</param>
/// <param name="Iterations">Iterations of its optimiser.</param>
internal sealed record ScikitLearnFit(double Seconds, double Objective, double Gap, int Iterations);
