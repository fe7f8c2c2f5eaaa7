namespace Escalation.DependencyInjection;

/// <summary>The threshold of a score: a certificate, or a number typed by hand. Exactly one of the two.</summary>
public sealed class ConfidenceSettings
{
    /// <summary>The confidence, in [0, 1], below which the policy escalates; marked uncalibrated.</summary>
    public double? Below { get; set; }

    /// <summary>The path of a certificate, as the <c>escalation</c> command writes it; relative to the process's working directory. Read whenever the policy is built; an edited or expired one is refused, and one that expires later escalates from then on. Its direction says which score of the turn it cuts: the delegation value where high values delegate, else the confidence.</summary>
    public string? Certificate { get; set; }
}
