namespace MmAnalyzers.Tests.Seeds.Shapes;

/// <summary>The second lock hides in the getter of a property.</summary>
internal static class ThroughProperty
{
    public static Seed Seed { get; } = new(
        "inversion through a property",
        "Moving the head locks the motor and reads Sensor.Position, which locks the sensor; calibrating locks the sensor and reads Motor.IsMoving.",
        ["MM1002"],
        """
        namespace Plotter;

        public sealed class Motor
        {
            private readonly object _state = new();
            private readonly Sensor _sensor;
            private bool _moving;

            public Motor(Sensor sensor) => _sensor = sensor;

            public bool IsMoving
            {
                get
                {
                    lock (_state)
                    {
                        return _moving;
                    }
                }
            }

            public void MoveTo(int target)
            {
                lock (_state)
                {
                    _moving = _sensor.Position != target;
                }
            }
        }

        public sealed class Sensor
        {
            private readonly object _reading = new();
            private int _raw;
            private int _zero;

            public int Position
            {
                get
                {
                    lock (_reading)
                    {
                        return _raw - _zero;
                    }
                }
            }

            public void Calibrate(Motor motor)
            {
                lock (_reading)
                {
                    _zero = motor.IsMoving ? _zero : _raw;
                }
            }
        }
        """,
        new Edit(
            """
                    lock (_state)
                    {
                        _moving = _sensor.Position != target;
                    }
            """,
            """
                    var position = _sensor.Position;
                    lock (_state)
                    {
                        _moving = position != target;
                    }
            """));
}
