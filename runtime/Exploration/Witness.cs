namespace MmRuntime.Exploration;

/// <summary>A suspicion: several tasks, each holding a lock that another one wants. What the analyzers report as a cycle.</summary>
public sealed class Witness
{
    /// <summary>A suspicion.</summary>
    /// <param name="roles">Who is to stand where; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public Witness(params IReadOnlyList<WitnessRole> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        Roles = roles.Count >= 2 ? roles : throw new ArgumentException("A witness has at least two roles.", nameof(roles));
    }

    /// <summary>Who is to stand where.</summary>
    public IReadOnlyList<WitnessRole> Roles { get; }
}
