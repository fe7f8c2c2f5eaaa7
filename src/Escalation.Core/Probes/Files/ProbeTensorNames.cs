namespace Escalation.Probes.Files;

/// <summary>What the tensors of a probe file are called. Immutable.</summary>
public sealed record ProbeTensorNames
{
    /// <summary>The names that this library writes and reads unless told otherwise.</summary>
    public static ProbeTensorNames Default { get; } = new();

    /// <summary>The weights, shape (d,), (1, d) or (d, 1).</summary>
    public string Direction { get; init; } = "direction";

    /// <summary>The offset, one number; 0 when there is none.</summary>
    public string Bias { get; init; } = "bias";

    /// <summary>The mean of each activation, as long as the direction; 0 when absent.</summary>
    public string Mean { get; init; } = "mean";

    /// <summary>The scale of each activation, above 0, as long as the direction; 1 when absent.</summary>
    public string Scale { get; init; } = "scale";

    /// <summary>The calibration's two numbers s and t, where the probability of a score z is <c>1 / (1 + exp(-(s z + t)))</c>.</summary>
    public string Platt { get; init; } = "platt";

    /// <summary>The number s alone; only together with <see cref="PlattB"/>, and not beside <see cref="Platt"/>.</summary>
    public string PlattA { get; init; } = "platt_a";

    /// <summary>The number t alone.</summary>
    public string PlattB { get; init; } = "platt_b";

    /// <summary>The metadata of an <c>.npz</c> file, one text that holds a JSON object.</summary>
    public string Metadata { get; init; } = "metadata";
}
