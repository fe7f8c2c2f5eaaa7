namespace HostedAgent;

/// <summary>What the agent may pay back on its own.</summary>
internal sealed class RefundOptions
{
    /// <summary>The largest refund without an approval; finite and above 0.</summary>
    public decimal LimitInEuros { get; set; }
}
