namespace Quickstart;

/// <summary>A domain of the simulated help desk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Share">How often it comes up, relative to the others.</param>
/// <param name="Ease">Log-odds that the weak model is right on a question of average difficulty.</param>
/// <param name="Bluff">Confidence that the model shows there beyond what it knows. Ease without bluff is honest; bluff without ease makes confident mistakes.</param>
/// <param name="DeskEase">Log-odds that the desk is right.</param>
internal sealed record SimulatedDomain(string Name, double Share, double Ease, double Bluff, double DeskEase)
{
    /// <summary>The eight domains. Two of them, tax and legacy products, make confident mistakes; in one, puzzles, the desk is no better than the model, so that delegating is wasted.</summary>
    public static IReadOnlyList<SimulatedDomain> All { get; } =
    [
        new("billing", 0.20, 1.3, 0.0, 2.6),
        new("shipping", 0.18, 1.6, 0.0, 2.8),
        new("returns", 0.16, 1.0, 0.0, 2.4),
        new("accounts", 0.14, 0.8, 0.1, 2.4),
        new("warranty", 0.10, 0.3, -0.2, 2.2),
        new("tax", 0.08, -0.9, 1.1, 2.0),
        new("legacy-products", 0.08, -1.2, 1.2, 1.8),
        new("puzzles", 0.06, -0.6, -0.6, -0.3),
    ];
}
