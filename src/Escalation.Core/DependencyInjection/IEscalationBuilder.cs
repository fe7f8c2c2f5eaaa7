namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds to one named policy: its configuration, triggers, channels and observers.</summary>
public interface IEscalationBuilder
{
    /// <summary>The policy's name, which is also the key of its services.</summary>
    string Name { get; }

    /// <summary>The services.</summary>
    IServiceCollection Services { get; }
}
