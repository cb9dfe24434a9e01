/** The gate is forms alone; this brings its look. */
import './gate.css';
