namespace Escalation.DependencyInjection;

/// <summary>How a composition joins its parts; see <see cref="Triggers.Trigger"/>.</summary>
public enum CompositionKind
{
    /// <summary>Fires when every part that applies fires. The default.</summary>
    All = 0,

    /// <summary>Fires when a part fires.</summary>
    Any,

    /// <summary>Fires when at least <see cref="CompositionSettings.Count"/> parts fire.</summary>
    AtLeast,

    /// <summary>Fires when the parts that fire weigh more than <see cref="CompositionSettings.Above"/>.</summary>
    Weighted,

    /// <summary>Fires when its one part is quiet.</summary>
    Not,

    /// <summary>The second part speaks while the first fires.</summary>
    When,
}
